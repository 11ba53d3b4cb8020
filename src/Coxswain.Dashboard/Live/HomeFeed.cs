using System.Runtime.CompilerServices;
using Coxswain.Core.Telemetry;
using Coxswain.Dashboard.Home;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Live;

/// <summary>
/// Tells open home pages what changed. Pages that ask the same share one reading and one rendering, made when rows were stored, half a second apart at least, and every fifteen seconds in any case:
/// days begin and forecasts move. A page hears of a card only when its HTML is another.
/// </summary>
public sealed class HomeFeed(HomeReader reader, PageRenderer renderer, IOutbox outbox, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<HomeQuestion, SharedReading> _shared = [];

    /// <summary>Until it is cancelled. Begins with everything: what changed since the page was made is not known.</summary>
    public async IAsyncEnumerable<LiveMessage> FollowAsync(HomeQuestion question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        var shared = Shared(question);
        while (true)
        {
            var (cards, newest) = await shared.NowAsync(cancellationToken).ConfigureAwait(false);
            foreach (var (id, html) in cards)
            {
                if (told.GetValueOrDefault(id) != html)
                {
                    told[id] = html;
                    yield return new LiveMessage("card", html);
                }
            }

            yield return new LiveMessage("alive", newest is { } at ? Format.Machine(at) : "");
            await shared.NextAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private SharedReading Shared(HomeQuestion question)
    {
        lock (_gate)
        {
            // Few people ask few questions; one who asks thousands makes them forgotten, not kept.
            if (_shared.Count > 64)
            {
                _shared.Clear();
            }

            return _shared.TryGetValue(question, out var known) ? known : _shared[question] = new SharedReading(question, this);
        }
    }

    private async Task<(IReadOnlyDictionary<string, string> Cards, DateTimeOffset? Newest)> ReadAsync(HomeQuestion question, CancellationToken cancellationToken)
    {
        var data = await reader.ReadAsync(question, cancellationToken).ConfigureAwait(false);
        var cards = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, component) in HomeCards.All)
        {
            cards[id] = await renderer.PartAsync(component, HomeCards.Parameters(data)).ConfigureAwait(false);
        }

        return (cards, data.Spend.Value?.Totals?.LastRequest);
    }

    /// <summary>One question's answer, for all who follow it.</summary>
    private sealed class SharedReading(HomeQuestion question, HomeFeed feed)
    {
        private readonly Lock _gate = new();
        private Task<(IReadOnlyDictionary<string, string> Cards, DateTimeOffset? Newest)>? _reading;
        private long _storedRows;
        private long _begun;

        public Task<(IReadOnlyDictionary<string, string> Cards, DateTimeOffset? Newest)> NowAsync(CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                if (_reading is null || _reading.IsFaulted || (_reading.IsCompleted && IsOld()))
                {
                    (_storedRows, _begun) = (feed.Outbox.StoredRows, feed.Clock.GetTimestamp());
                    _reading = feed.ReadAsync(question, CancellationToken.None);
                }

                return _reading.WaitAsync(cancellationToken);
            }
        }

        public async Task NextAsync(CancellationToken cancellationToken)
        {
            do
            {
                await Task.Delay(Look, feed.Clock, cancellationToken).ConfigureAwait(false);
            }
            while (!IsOld());
        }

        private bool IsOld() => feed.Clock.GetElapsedTime(_begun) is var age && (age >= Longest || (age >= Least && feed.Outbox.StoredRows != _storedRows));
    }

    private IOutbox Outbox => outbox;

    private TimeProvider Clock => clock;
}
