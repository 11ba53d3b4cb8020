using Coxswain.Core.Pricing;

namespace Coxswain.Core.Usage.Caching;

/// <summary>
/// Walks one conversation (a session's main one, or one subagent's), turn by turn. What a turn read and wrote is what it left in the cache, so the model's minimum
/// needs no table: of a prompt below it nothing is read or written, and nothing is left.
/// </summary>
internal sealed class CacheChain(PriceBook prices)
{
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    /// <summary>What earlier turns left, by how many messages their prompts had, which the present one begins with.</summary>
    private readonly List<(int Messages, string ModelId, long Tokens)> _points = [];

    /// <summary>What any turn before left, also where nobody told how many messages it had.</summary>
    private readonly HashSet<long> _everLeft = [];

    private bool _isBeforeUnknown;

    /// <summary>The newest turn whose counts are known.</summary>
    public CachedRequest? Before { get; private set; }

    /// <summary>Tokens that turn left in the cache.</summary>
    public long LeftTokens { get; private set; }

    /// <summary>Of what was written last; <see langword="null"/>: not known.</summary>
    public TimeSpan? Lifetime { get; private set; }

    /// <param name="isCompacted">The conversation was compacted since the turn before.</param>
    public CacheTurn Next(CachedRequest request, bool isCompacted)
    {
        if (request.Usage is not { } usage)
        {
            _isBeforeUnknown = true;
            return new CacheTurn(request, null, 0, null, CacheLossCauses.None, CacheUntold.UnknownTokens);
        }

        var turn = Judge(request, usage, isCompacted);
        Remember(request, usage, isCompacted, turn.Untold == CacheUntold.Overlapping);
        return turn;
    }

    private static long Left(TokenUsage usage) => usage.CacheReadTokens + usage.CacheWrite5mTokens + usage.CacheWrite1hTokens;

    private CacheTurn Judge(CachedRequest request, TokenUsage usage, bool isCompacted)
    {
        if (_isBeforeUnknown)
        {
            return new CacheTurn(request, null, 0, null, CacheLossCauses.None, CacheUntold.UnknownTurnBefore);
        }

        if (Before is not { } before)
        {
            return new CacheTurn(request, null, 0, null, CacheLossCauses.None, null);
        }

        if (request.UsedAt < before.Time && before.SentAt is not null)
        {
            return new CacheTurn(request, null, 0, null, CacheLossCauses.None, CacheUntold.Overlapping);
        }

        var change = HistoryChanges.Of(before, request, isCompacted);
        var isShortened = before.ModelId == request.ModelId && usage.PromptTokens < LeftTokens;
        if (change == HistoryChange.Unknown && isShortened)
        {
            return new CacheTurn(request, null, 0, null, CacheLossCauses.None, CacheUntold.MaybeRewound);
        }

        var expected = Math.Min(change == HistoryChange.Cut ? LeftAt(request) : LeftTokens, usage.PromptTokens);
        var lost = Math.Max(0, expected - usage.CacheReadTokens);
        var idle = request.UsedAt - before.UsedAt;
        var causes = lost > 0 ? CacheEvidence.Of(before, request, change, IsExpired(idle)) : CacheLossCauses.None;
        if (lost > 0 && causes == CacheLossCauses.None && change == HistoryChange.Unknown && _everLeft.Contains(usage.CacheReadTokens))
        {
            return new CacheTurn(request, null, 0, null, CacheLossCauses.None, CacheUntold.MaybeRewound);
        }

        return new CacheTurn(request, expected, lost, lost > 0 ? CacheLossPrice.Of(prices, request, usage, lost) : null, causes, null)
        {
            IsUpperBound = lost > 0 && (change is HistoryChange.Compacted or HistoryChange.Edited || expected == usage.PromptTokens),
            Idle = idle,
        };
    }

    /// <summary>What the newest turn left whose prompt is wholly in this one; of the tools and the system prompt alone nobody knows how many tokens they are.</summary>
    private long LeftAt(CachedRequest request) =>
        _points.FindLastIndex(point => point.Messages <= request.KeptMessages && point.ModelId == request.ModelId) is var index and >= 0 ? _points[index].Tokens : 0;

    /// <summary>With a lifetime nobody told, only what no lifetime survives.</summary>
    private bool IsExpired(TimeSpan idle) => idle > (Lifetime ?? Long);

    private void Remember(CachedRequest request, TokenUsage usage, bool isCompacted, bool isOverlapping)
    {
        if (isCompacted)
        {
            _points.Clear();
        }
        else if (request.KeptMessages is { } kept)
        {
            _points.RemoveAll(point => point.Messages > kept);
        }

        if (request.Messages > 0)
        {
            _points.Add((request.Messages, request.ModelId, Left(usage)));
        }

        if (Left(usage) > 0)
        {
            _everLeft.Add(Left(usage));
        }

        _isBeforeUnknown = false;
        Lifetime = Written(request, usage);
        if (isOverlapping && LeftTokens > Left(usage))
        {
            return;
        }

        Before = request;
        LeftTokens = Left(usage);
    }

    private TimeSpan? Written(CachedRequest request, TokenUsage usage)
    {
        if (usage.CacheWrite1hTokens > 0)
        {
            return Long;
        }

        return usage.CacheWrite5mTokens == 0 ? Lifetime : request.RequestedLifetime ?? (request.IsLifetimeUnknown ? null : Short);
    }
}
