namespace Coxswain.Core.Recovery.Strategies.Reduction;

/// <summary>
/// The order: results of older turns (repeated, superseded, long), the oldest turns whole, the same results in the newest turn, its early steps, long texts, and last what the newest
/// exchange brought, its question's end kept. It stops as soon as enough is saved, so the newest turn is touched only when all before it does not do.
/// </summary>
internal static class ReductionPlan
{
    public static void Run(ReductionDraft draft)
    {
        var shape = draft.Shape;
        var (older, turn, exchange) = (0..shape.NewestTurn, shape.NewestTurn..shape.ExchangeStart, shape.ExchangeStart..draft.Request.Messages.Count);
        ShortenResults(draft, older);
        WholeTurns.Drop(draft);
        ShortenResults(draft, turn);
        EarlySteps.Drop(draft);
        LongTexts.Shorten(draft, older);
        LongTexts.Shorten(draft, turn);
        LongResults.Shorten(draft, exchange);
        LongTexts.Shorten(draft, exchange);
    }

    private static void ShortenResults(ReductionDraft draft, Range scope)
    {
        StaleResults.Remove(draft, scope, ReductionKind.RepeatedResult);
        StaleResults.Remove(draft, scope, ReductionKind.SupersededResult);
        LongResults.Shorten(draft, scope);
    }
}
