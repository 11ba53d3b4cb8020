using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Learning;
using Coxswain.Core.Recovery.Requests;
using Coxswain.Core.Recovery.Strategies;

namespace Coxswain.Gateway.Attempts;

/// <summary>Makes of a client's request what a strategy sends instead. Nothing, where the request cannot be read with certainty or the strategy has nothing to offer.</summary>
internal sealed class RequestChanges(ModelCatalog catalog, PriceBook prices, GatewayOptions options, TimeProvider clock)
{
    /// <summary>Of a window, kept free: an estimate may be short.</summary>
    private const double Margin = 0.98;

    /// <summary>A prompt of which less would be left is split instead: each part of it is read then.</summary>
    private const double LeastKept = 0.5;

    private readonly TokenReduction _reduction = new(catalog);
    private readonly ModelSwitch _switch = new(catalog);
    private readonly ContextChunking _chunking = new(catalog);

    public RequestChange? Make(MessagesRequest request, string betas, UpstreamFailure failure, RecoveryStrategy strategy)
        => strategy == RecoveryStrategy.ModelSwitch ? Switched(request, betas, failure)
            : strategy == RecoveryStrategy.TokenReduction ? Reduced(request, betas, failure)
            : null;

    /// <summary>
    /// A shorter prompt, where it is cheaper. A prompt with cache marks may still be in the cache, so it must be cheaper than reading all of it there; the shorter one
    /// is written anew.
    /// </summary>
    public RequestChange? Optimized(MessagesRequest request, string betas)
    {
        if (Reduced(_reduction.Reduce(request, null, options.ReductionFraction), request, betas) is not { Before: { } before, After: { } after } change
            || prices.Find(request.Model, clock.GetUtcNow()) is not { } price)
        {
            return null;
        }

        var isCached = request.Body.Span.IndexOf("\"cache_control\""u8) >= 0;
        var rates = price.Standard;
        return after.Tokens * (isCached ? rates.CacheWrite5m : rates.Input) < before.Tokens * (isCached ? rates.CacheRead : rates.Input) ? change : null;
    }

    /// <summary>The parts of a request too large for its model, each a request of its own; empty when it cannot be split.</summary>
    public IReadOnlyList<RequestChange> Parts(MessagesRequest request, string betas, UpstreamFailure failure)
        => Window(request, failure) is not { } window
            ? []
            : [.. _chunking.Plan(request, Known(failure), window).Parts.Select(part => ForUs(request, betas, part.Body, part.Tokens))];

    /// <summary>What makes one answer of several: requests whose answers are merged again, or a single one that is the client's.</summary>
    public IReadOnlyList<RequestChange> Merged(MessagesRequest request, string betas, UpstreamFailure failure, IReadOnlyList<string> answers)
    {
        if (Window(request, failure) is not { } window)
        {
            return [];
        }

        var step = _chunking.Merge(request, Known(failure), answers, window);
        return [.. step.Requests.Select(body => step.IsFinal
            ? new RequestChange(RecoveryStrategy.ContextChunking, body, request.Model, betas, Known(failure), IsStream: request.Stream)
            : ForUs(request, betas, body, null))];
    }

    private static RequestChange ForUs(MessagesRequest request, string betas, ReadOnlyMemory<byte> body, TokenCount? tokens)
        => new(RecoveryStrategy.ContextChunking, body, request.Model, betas, After: tokens, IsForUs: true);

    private static TokenCount? Known(UpstreamFailure failure) => failure.Limit is { } limit ? new TokenCount(limit.Tokens, IsEstimated: false) : null;

    private RequestChange? Switched(MessagesRequest request, string betas, UpstreamFailure failure)
    {
        var targets = options.SwitchTargets.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var result = _switch.Switch(request, betas, Known(failure), targets.Length > 0 ? targets : null);
        return result.Body is { } body ? new RequestChange(RecoveryStrategy.ModelSwitch, body, result.Model, result.Betas, IsStream: request.Stream) : null;
    }

    private RequestChange? Reduced(MessagesRequest request, string betas, UpstreamFailure failure)
    {
        if (failure.Class is FailureClass.PromptTooLong && Window(request, failure) is { } window)
        {
            var target = (long)(window * Margin) - Math.Min(request.MaxTokens ?? 0, window / 2);
            var tokens = (Known(failure) ?? catalog.Estimate(request, request.Model)).Tokens;
            return target < tokens * LeastKept ? null : Reduced(_reduction.ReduceTo(request, Known(failure), target), request, betas);
        }

        return Reduced(_reduction.Reduce(request, Known(failure), options.ReductionFraction), request, betas);
    }

    private static RequestChange? Reduced(ReductionResult result, MessagesRequest request, string betas)
    {
        return result.Body is { } body
            ? new RequestChange(RecoveryStrategy.TokenReduction, body, request.Model, Joined(betas, result.AddedBetas), result.Before, result.After, request.Stream)
            : null;
    }

    private long? Window(MessagesRequest request, UpstreamFailure failure) => failure.Limit?.Most ?? catalog.Find(request.Model)?.ContextTokens;

    private static string Joined(string betas, IReadOnlyList<string> added) => string.Join(',', new[] { betas }.Concat(added).Where(static one => one.Length > 0));
}
