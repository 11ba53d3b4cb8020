using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>
/// One conversation, request by request, under one set of assumptions. Two books of caches are kept, as it was and as it would be. A request that the same model answers and whose cache
/// would be as it was costs what was paid. Otherwise it is priced anew, and what was paid is scaled: whatever else was charged stays in proportion.
/// </summary>
internal sealed class ReplayLane(ReplayModels models, ReplayAssumptions assumptions)
{
    private static readonly TaskFeatures Summary = TaskFeatures.Of("summarise");

    private readonly ReplayCaches _recorded = new();
    private CacheLifetime _lifetime = CacheLifetime.FiveMinutes;

    /// <summary>As they would be.</summary>
    public ReplayCaches Caches { get; } = new();

    /// <summary>Of what was written last.</summary>
    public CacheLifetime Lifetime => _lifetime;

    /// <summary>What the history costs when the cache model alone says what was read; without requests of unknown cost.</summary>
    public decimal ModelledUsd { get; private set; }

    public void Compact()
    {
        _recorded.Cut(0);
        Caches.Cut(0);
    }

    /// <param name="wanted"><see langword="null"/>: the model that did.</param>
    /// <param name="task">It belongs to.</param>
    public ReplayedRequest Answer(ReplayRequest request, string? wanted, TaskFeatures task)
    {
        var call = request.Call;
        if (call.Usage is not { } usage)
        {
            return new ReplayedRequest(call.ModelId, request.CostUsd, false);
        }

        _lifetime = LifetimeOf(request, usage);
        var cached = usage.PromptTokens - usage.InputTokens;
        var before = Math.Min(_recorded.Warm(call.ModelId, call.UsedAt), cached);
        ModelledUsd += request.CostUsd * Ratio(request, usage, WithReads(usage, cached, before), call.ModelId) ?? 0;
        if (usage.CacheReadTokens < before)
        {
            // It was rewritten, or its tools or system prompt were: no model's cache has more of it than this.
            before = usage.CacheReadTokens;
            _recorded.Cut(before);
            Caches.Cut(before);
        }

        var isMoved = wanted is not null && wanted != call.ModelId;
        var moved = isMoved ? Moved(request, usage, wanted ?? "", task) : null;
        var answer = moved ?? Stayed(request, usage, before);
        _recorded.Use(call.ModelId, cached, call.UsedAt, _lifetime);
        Caches.Use(answer.ModelId, Scaled(cached, Factor(call.ModelId, answer.ModelId)), call.UsedAt, _lifetime);
        return answer with { IsRefused = isMoved && moved is null };
    }

    /// <summary>One of the client's own calls, of which no cache is left: another model writes its whole prompt. It is judged as the writing of a summary.</summary>
    public ReplayedRequest AnswerAlone(ReplayRequest request, string? wanted)
    {
        var call = request.Call;
        var same = new ReplayedRequest(call.ModelId, request.CostUsd, false);
        if (call.Usage is not { } usage || wanted is null || wanted == call.ModelId)
        {
            return same;
        }

        _lifetime = LifetimeOf(request, usage);
        return Moved(request, usage, wanted, Summary) ?? same with { IsRefused = true };
    }

    private static long Scaled(long tokens, double factor) => (long)Math.Round(tokens * factor);

    private CacheLifetime LifetimeOf(ReplayRequest request, TokenUsage usage)
    {
        if (usage.CacheWrite1hTokens > 0 || request.Call.RequestedLifetime >= CacheLifetime.OneHour.Length())
        {
            return CacheLifetime.OneHour;
        }

        return usage.CacheWrite5mTokens > 0 ? CacheLifetime.FiveMinutes : _lifetime;
    }

    private double Factor(string from, string to)
    {
        var factor = from == to ? 1 : models.TokenFactor(from, to);
        return factor == 1 ? 1 : factor * assumptions.TokenSpread;
    }

    private ReplayedRequest Stayed(ReplayRequest request, TokenUsage usage, long before)
    {
        var call = request.Call;
        var cached = usage.PromptTokens - usage.InputTokens;
        var warm = Math.Min(Caches.Warm(call.ModelId, call.UsedAt), cached);
        return new ReplayedRequest(call.ModelId, warm == before ? request.CostUsd : request.CostUsd * Ratio(request, usage, WithReads(usage, cached, warm), call.ModelId), false);
    }

    private ReplayedRequest? Moved(ReplayRequest request, TokenUsage usage, string wanted, TaskFeatures task)
    {
        var call = request.Call;
        var factor = Factor(call.ModelId, wanted);
        var cached = Scaled(usage.PromptTokens - usage.InputTokens, factor);
        var moved = WithReads(usage, cached, Math.Min(Caches.Warm(wanted, call.UsedAt), cached)) with
        {
            InputTokens = Scaled(usage.InputTokens, factor),
            OutputTokens = Scaled(usage.OutputTokens, factor),
            Speed = "",
        };
        if (models.Catalog.Find(wanted) is not { } model || model.ContextTokens < moved.PromptTokens + moved.OutputTokens || models.Prices.Find(wanted, call.Time) is null)
        {
            return null;
        }

        var work = 1 + ((models.WorkRatio(call.ModelId, wanted) - 1) * assumptions.WorkShare);
        var again = models.LessSuccess(task, call.ModelId, wanted) * assumptions.RedoShare;
        return new ReplayedRequest(wanted, request.CostUsd * ((Ratio(request, usage, moved, wanted) * (decimal)work) + (decimal)again), false);
    }

    private TokenUsage WithReads(TokenUsage usage, long cached, long reads) => usage with
    {
        CacheReadTokens = reads,
        CacheWrite5mTokens = _lifetime == CacheLifetime.OneHour ? 0 : cached - reads,
        CacheWrite1hTokens = _lifetime == CacheLifetime.OneHour ? cached - reads : 0,
    };

    /// <summary>What it would cost over what it costs by the price book; 1 where the price book knows too little to tell.</summary>
    private decimal Ratio(ReplayRequest request, TokenUsage was, TokenUsage would, string model)
        => models.Prices.Cost(was, request.Call.ModelId, request.Call.Time) is > 0 and var paid && models.Prices.Cost(would, model, request.Call.Time) is { } cost ? cost / paid : 1;
}
