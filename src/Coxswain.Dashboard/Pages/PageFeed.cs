using System.Runtime.CompilerServices;
using Coxswain.Core.Recovery;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Arriving;
using Coxswain.Dashboard.Live;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Pages;

/// <summary>
/// Reads pages, and tells open ones what changed. Those that ask the same share one reading and one rendering, made when rows were stored, calls of the gateway began or ended, or an answer came late,
/// half a second apart at least and not for more of the time than <see cref="ReadingCredit"/> leaves, and every fifteen seconds in any case: days begin and forecasts move. A page hears of a card only when its HTML is another.
/// What just arrived is told besides, without waiting for a reading.
/// </summary>
public sealed class PageFeed(PageRenderer renderer, IOutbox outbox, PacedAnswers paced, RecentArrivals arrivals, TimeProvider clock, CallsUnderWay? calls = null)
{
    private const int MostReadings = 256;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    // Who opens a page waits for a new reading, and then has one that is a little older.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<(IPage Page, string Key), SharedReading> _shared = [];
    private readonly ReadingCredit _credit = new(clock);
    private readonly ArrivalsFeed _arrivals = new(renderer, arrivals, clock);
    private long _renewed = long.MinValue;

    /// <summary>As of now, of a moment ago if nothing was stored since, or, of a page that <see cref="PagePlace.OpensAtOnce"/>, of ten seconds ago at most. The reading says of when.</summary>
    public Task<RenderedPage> ReadAsync(IPage page, PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(request);
        return page.Place.IsLive ? Shared(page, request).NowAsync(isFollowed: false, cancellationToken) : RenderAsync(page, request, cancellationToken);
    }

    /// <summary>A user changed something: what was read before is shown to nobody who opens a page from here on.</summary>
    public void Renew() => Volatile.Write(ref _renewed, clock.GetTimestamp());

    /// <summary>Until it is cancelled. Begins with everything: what changed since the page was made is not known.</summary>
    public async IAsyncEnumerable<LiveMessage> FollowAsync(IPage page, PageRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(request);
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        var shared = Shared(page, request);
        Task<RenderedPage>? next = shared.NowAsync(isFollowed: true, cancellationToken);
        var arrived = -1L;
        while (true)
        {
            if (page.Place.ShowsArrivals && await _arrivals.NextAsync(KeptFilter.Of(request.Filter), arrived).ConfigureAwait(false) is var (taken, arrivalsHtml))
            {
                arrived = taken;
                yield return new LiveMessage("card", arrivalsHtml);
            }

            if (next is { IsCompleted: true })
            {
                var rendered = await next.ConfigureAwait(false);
                next = null;
                foreach (var (id, html) in rendered.Cards)
                {
                    if (id != ArrivalsFeed.Id && told.GetValueOrDefault(id) != html)
                    {
                        told[id] = html;
                        yield return new LiveMessage("card", html);
                    }
                }

                yield return new LiveMessage("alive", rendered.Reading.Newest is { } at ? Format.Machine(at) : "");
            }

            if (next is null && shared.HasNext)
            {
                next = shared.NowAsync(isFollowed: true, cancellationToken);
            }
            else
            {
                await Task.Delay(Look, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private SharedReading Shared(IPage page, PageRequest request)
    {
        var key = (page, request.Key);
        lock (_gate)
        {
            // Few people ask few questions; one who asks thousands makes them forgotten, not kept.
            if (_shared.Count >= MostReadings)
            {
                _shared.Clear();
            }

            return _shared.TryGetValue(key, out var known) ? known : _shared[key] = new SharedReading(page, request, this);
        }
    }

    private async Task<RenderedPage> RenderAsync(IPage page, PageRequest request, CancellationToken cancellationToken)
    {
        var reading = await page.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        var cards = new List<(string, string)>(reading.Cards.Count);
        foreach (var card in reading.Cards)
        {
            cards.Add((card.Id, await renderer.PartAsync(card.Component, card.Parameters, KeptFilter.Of(request.Filter)).ConfigureAwait(false)));
        }

        return new RenderedPage(reading, cards);
    }

    /// <summary>One question's answer, for all who follow it.</summary>
    private sealed class SharedReading(IPage page, PageRequest request, PageFeed feed)
    {
        private readonly Lock _gate = new();
        private Task<RenderedPage>? _reading;
        private (RenderedPage Page, long Begun)? _last;
        private long _changes;
        private long _begun;

        /// <param name="isFollowed">By an open page, which can wait for its turn; who opens one cannot.</param>
        public async Task<RenderedPage> NowAsync(bool isFollowed, CancellationToken cancellationToken)
        {
            Task<RenderedPage> reading;
            RenderedPage? last;
            lock (_gate)
            {
                var renewed = Volatile.Read(ref feed._renewed);
                if (_reading is null || _reading.IsFaulted || (!isFollowed && _begun < renewed) || (_reading.IsCompleted && IsOld(isFollowed)))
                {
                    (_changes, _begun) = (feed.Changes, feed.Clock.GetTimestamp());
                    _reading = ReadAsync();
                }

                reading = _reading;
                last = !isFollowed && page.Place.OpensAtOnce && _last is { } kept && kept.Begun >= renewed && feed.Clock.GetElapsedTime(kept.Begun) <= Young ? kept.Page : null;
            }

            return last is not null && await Task.WhenAny(reading, Task.Delay(Patience, feed.Clock, cancellationToken)).ConfigureAwait(false) != reading
                ? last
                : await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        /// <summary>Whether a page that follows may ask again.</summary>
        public bool HasNext
        {
            get
            {
                lock (_gate)
                {
                    return IsOld(isFollowed: true);
                }
            }
        }

        private async Task<RenderedPage> ReadAsync()
        {
            var begun = feed.Clock.GetTimestamp();
            try
            {
                var rendered = await feed.RenderAsync(page, request, CancellationToken.None).ConfigureAwait(false);
                lock (_gate)
                {
                    _last = _last is { } newer && newer.Begun > begun ? newer : (rendered, begun);
                }

                return rendered;
            }
            finally
            {
                feed._credit.Spend(feed.Clock.GetElapsedTime(begun));
            }
        }

        private bool IsOld(bool isFollowed) =>
            feed.Clock.GetElapsedTime(_begun) is var age && (age >= Longest || (age >= Least && feed.Changes != _changes && (!isFollowed || feed._credit.IsLeft)));
    }

    /// <summary>While it stays the same nothing came in.</summary>
    private long Changes => outbox.StoredRows + (calls?.Changes ?? 0) + paced.LateAnswers;

    private TimeProvider Clock => clock;
}
