using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Requests;
using Coxswain.Core.Recovery.Strategies.Reduction;

namespace Coxswain.Core.Recovery.Strategies;

/// <summary>
/// Makes a request shorter by the least valuable parts first. System, tools, the newest exchange and the newest question's end stay; a tool call and its result stay or go
/// together; thinking stays as it is or goes.
/// </summary>
public sealed class TokenReduction(ModelCatalog catalog)
{
    public const double DefaultFraction = 0.3;

    /// <summary>A little more than asked for is removed, because bytes only stand for tokens.</summary>
    private const double Margin = 0.02;

    /// <param name="known">Null when nobody counted.</param>
    /// <param name="fraction">In (0, 1); more than it is removed.</param>
    public ReductionResult Reduce(MessagesRequest request, TokenCount? known, double fraction = DefaultFraction)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fraction, 1);
        var scale = catalog.Scale(request, known);
        return ReduceBelow(request, scale, scale.Whole.Tokens * (1 - fraction));
    }

    /// <param name="target">Fewer than these are left.</param>
    public ReductionResult ReduceTo(MessagesRequest request, TokenCount? known, long target)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ReduceBelow(request, catalog.Scale(request, known), target);
    }

    private ReductionResult ReduceBelow(MessagesRequest request, TokenScale scale, double bound)
    {
        var before = scale.Whole;
        var draft = new ReductionDraft(request, scale, before.Tokens - (bound * (1 - Margin)) + scale.OfBytes(ThinkingAfterEdit.MostBytes));
        ReductionPlan.Run(draft);
        if (draft.IsUnchanged)
        {
            return Cannot(before);
        }

        var edits = draft.Edits();
        var thinking = ThinkingAfterEdit.Apply(draft, edits, catalog);
        var body = edits.Apply(request.Body);
        var after = MessagesRequest.Read(body).Request is { } reduced ? (long)Math.Ceiling(catalog.Estimate(reduced, request.Model).Tokens * scale.Factor) : long.MaxValue;
        return after < bound ? new ReductionResult(body, before, new TokenCount(after, IsEstimated: true), [.. draft.Steps, .. thinking.Removed], thinking.Betas) : Cannot(before);
    }

    private static ReductionResult Cannot(TokenCount before) => new(null, before, before, [], []);
}
