using Coxswain.Core.Telemetry.Arriving;
using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Live;

/// <summary>The card of what just arrived, rendered once for all open pages: at once after a while without, else half a second apart at least.</summary>
internal sealed class ArrivalsFeed(PageRenderer renderer, RecentArrivals arrivals, TimeProvider clock)
{
    /// <summary>Of the card.</summary>
    public const string Id = "arrivals";

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private Task<string>? _rendering;
    private long _taken = -1;
    private long _begun;

    /// <param name="told">What the asker had last; -1: nothing.</param>
    /// <returns>The card as it is now, or was less than half a second ago, with what to ask with next time; <see langword="null"/>: the asker has it.</returns>
    public async Task<(long Taken, string Html)?> NextAsync(long told)
    {
        Task<string> rendering;
        long taken;
        lock (_gate)
        {
            if (_rendering is null || (arrivals.Taken != _taken && clock.GetElapsedTime(_begun) >= Least))
            {
                (_taken, _begun) = (arrivals.Taken, clock.GetTimestamp());
                var card = PageCard.Of<Home.ArrivalsCard>(Id, arrivals.Read());
                _rendering = renderer.PartAsync(card.Component, card.Parameters);
            }

            (rendering, taken) = (_rendering, _taken);
        }

        return taken == told ? null : (taken, await rendering.ConfigureAwait(false));
    }
}
