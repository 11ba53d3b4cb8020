using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Switching;

/// <summary>
/// Weighs staying with a model against switching to another, from prices, cache states and how many turns are likely left. Prompt caches are per model, so a switch writes the
/// whole conversation anew. Pure: the question holds everything, the time included.
/// </summary>
public sealed class SwitchEconomics(PriceBook prices)
{
    /// <summary>A thousand times the largest window there is: keeps nonsense from overflowing.</summary>
    private const double MostTokens = 1e9;

    public SwitchVerdict Weigh(SwitchQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (from, to) = (prices.Find(question.From, question.At), prices.Find(question.To.Model, question.At));
        if (from is null || to is null)
        {
            return new SwitchVerdict(question, SwitchChoice.Unknown, null, SwitchReasons.UnknownPrice(question, from is null, to is null));
        }

        var figures = Figures(question, from, to);
        var choice = figures.Fits != false && figures.ExpectedSavingUsd > 0 ? SwitchChoice.Switch : SwitchChoice.Stay;
        return new SwitchVerdict(question, choice, figures, SwitchReasons.Of(question, figures, choice));
    }

    private SwitchFigures Figures(SwitchQuestion question, ModelPrice from, ModelPrice to)
    {
        var (stay, target) = (Stay(question, from, 1), Target(question, to, 1));
        var coldShare = Math.Clamp(question.Turn.ColdShare, 0, 1);
        var expected = new SavingPath(stay, target, question.Remaining.Horizon);
        var outcomes = new SavingOutcomes(question.Remaining, question.Turn);
        foreach (var (at, weight) in NormalPoints.Three)
        {
            var size = Math.Exp(at * Math.Max(0, question.Turn.Spread));
            outcomes.Add(at == 0 ? expected : new SavingPath(Stay(question, from, size), Target(question, to, size), question.Remaining.Horizon), weight);
        }

        var without = target with { Rethought = 0 };
        var (stayNext, targetNext, withoutNext) = (stay.NextCost(stay.Warm), target.NextCost(target.Warm), without.NextCost(target.Warm));
        return new SwitchFigures
        {
            NextTurnStayUsd = stayNext,
            NextTurnSwitchUsd = targetNext,
            LaterTurnStayUsd = stay.Turns().ElementAt(1).Usd(coldShare),
            LaterTurnSwitchUsd = target.Turns().ElementAt(1).Usd(coldShare),
            WarmthLostUsd = Math.Max(0, stay.NextCost(0) - stayNext),
            RewriteUsd = Math.Max(0, withoutNext - without.NextCost(target.Context)),
            RethinkUsd = Math.Max(0, targetNext - withoutNext),
            BreakEvenTurns = expected.BreakEvenTurns(coldShare),
            ExpectedStayUsd = outcomes.ExpectedStayUsd,
            ExpectedSwitchUsd = outcomes.ExpectedSwitchUsd,
            Saving = outcomes.Spread(),
            Fits = question.To.WindowTokens is { } window ? target.Context + target.New + target.Output + target.Rethought <= window : null,
            TurnsUntilCompaction = expected.TurnsUntilCompaction,
        };
    }

    private ConversationSide Stay(SwitchQuestion question, ModelPrice price, double size)
        => Side(question, price, question.Cache, 1, size) with { CompactsAt = Math.Min(question.CompactsAtTokens ?? long.MaxValue, question.To.CurrentWindowTokens ?? long.MaxValue) };

    /// <summary>The dropped thinking is left in the prompt: whether it is charged is told differently by two sources, and this is the dearer way.</summary>
    private ConversationSide Target(SwitchQuestion question, ModelPrice price, double size)
    {
        var factor = question.To.TokenFactor;
        return Side(question, price, question.TargetCache ?? CacheState.Cold(question.Cache.Lifetime), factor, size) with
        {
            Rethought = Scaled(question.LostThinkingTokens, factor * SwitchAssumptions.RethoughtShare),
            CompactsAt = Math.Min(question.CompactsAtTokens ?? long.MaxValue, question.To.WindowTokens ?? long.MaxValue),
        };
    }

    private ConversationSide Side(SwitchQuestion question, ModelPrice price, CacheState cache, double factor, double size)
    {
        var context = Scaled(question.ContextTokens, factor);
        return new ConversationSide
        {
            Prices = prices,
            Price = price,
            Context = context,
            Warm = Math.Min(cache.WarmAt(question.At), context),
            Lifetime = cache.Lifetime,
            New = Scaled(question.Turn.NewTokens, size * factor),
            Output = Scaled(question.Turn.OutputTokens, size * factor),
            Rethought = 0,
            CompactsAt = long.MaxValue,
        };
    }

    private static long Scaled(long tokens, double factor) => (long)Math.Round(Math.Clamp(tokens * factor, 0, MostTokens));
}
