using Coxswain.Core.Telemetry.Arriving;
using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Live;

/// <summary>The card of what just arrived, rendered once for all open pages under the same filter, which its links keep: at once after a while without, else half a second apart at least.</summary>
internal sealed class ArrivalsFeed(PageRenderer renderer, RecentArrivals arrivals, TimeProvider clock)
{
    /// <summary>Of the card.</summary>
    public const string Id = "arrivals";

    private const int MostFilters = 64;

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly Dictionary<KeptFilter, Task<string>> _renderings = [];
    private RecentEvents? _read;
    private long _begun;

    /// <param name="told">What the asker had last; -1: nothing.</param>
    /// <returns>The card as it is now, or was less than half a second ago, with what to ask with next time; <see langword="null"/>: the asker has it.</returns>
    public async Task<(long Taken, string Html)?> NextAsync(KeptFilter filter, long told)
    {
        Task<string> rendering;
        RecentEvents read;
        lock (_gate)
        {
            if (_read is null || (arrivals.Taken != _read.Taken && clock.GetElapsedTime(_begun) >= Least))
            {
                (_read, _begun) = (arrivals.Read(), clock.GetTimestamp());
                _renderings.Clear();
            }

            read = _read;
            if (read.Taken == told)
            {
                return null;
            }

            rendering = Rendering(filter, read);
        }

        return (read.Taken, await rendering.ConfigureAwait(false));
    }

    private Task<string> Rendering(KeptFilter filter, RecentEvents read)
    {
        if (_renderings.TryGetValue(filter, out var known))
        {
            return known;
        }

        if (_renderings.Count >= MostFilters)
        {
            _renderings.Clear();
        }

        var card = PageCard.Of<Home.ArrivalsCard>(Id, read);
        return _renderings[filter] = renderer.PartAsync(card.Component, card.Parameters, filter);
    }
}
