using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Pricing;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Core.Budgets.Replay.Policies;

/// <summary>
/// At each task's start: the models the recommender does not rule out are candidates. The user's own is left for the one that saves most over the task, if <see cref="SwitchPolicy"/> would
/// switch by itself, with the difference in requests and success and the way back charged to it. A user's model that is ruled out gives way to the recommended one.
/// </summary>
internal sealed class RecommendedPolicy(ReplayModels models) : IReplayPolicy
{
    /// <summary>A task that may be hard with a larger chance is none for a model of the cheapest family. Assumption.</summary>
    private const double MostHard = 0.1;

    /// <summary>What a call of the client itself is taken for.</summary>
    private static readonly TaskFeatures Summary = TaskFeatures.Of("summarise");

    private readonly SwitchEconomics _economics = new(models.Prices);
    private readonly SwitchPolicy _policy = new(new SwitchLimits());

    public string Name => "recommended";

    public string Words => "Each task is done by the cheapest model the recommender does not rule out, where a switch pays with the way back counted.";

    public string? Choose(ReplayMoment moment)
    {
        if (moment.Advice.Recommend(moment.Task, moment.At) is not { } recommended
            || recommended.Models.FirstOrDefault(model => model.Family == models.Family(moment.ModelId)) is not { } own)
        {
            return null;
        }

        var isEasy = IsEasy(moment, recommended.Difficulty);
        var fit = recommended.Models.Where(model => model.WithinMargin && (isEasy || model != recommended.Models[0])).ToList();

        if (!own.WithinMargin)
        {
            return fit.OrderBy(static model => model.SolvedUsd).FirstOrDefault()?.Model;
        }

        var best = fit.Where(model => ModelId.Normalise(model.Model) != moment.ModelId).Select(model => (model.Model, Saving: Saving(moment, recommended.Difficulty, own, model)))
            .OrderByDescending(static choice => choice.Saving).FirstOrDefault();
        return best.Saving > 0 ? best.Model : null;
    }

    /// <summary>To the cheapest family, where that costs less although it writes the whole prompt for an hour which the other reads. The answer counts as a summary of the assumed length.</summary>
    public string? ChooseForClient(CachedRequest call)
    {
        if (call.Usage is not { PromptTokens: > 0 and var prompt } || ReplayAdvice.Unlearned(models).Recommend(Summary, call.UsedAt)?.Models is not [var cheapest, ..])
        {
            return null;
        }

        var tokens = (long)(prompt * models.TokenFactor(call.ModelId, ModelId.Normalise(cheapest.Model)));
        return Usd(call.ModelId, prompt, 0) is { } own && Usd(cheapest.Model, 0, tokens) < own ? ModelId.Normalise(cheapest.Model) : null;

        decimal? Usd(string model, long read, long written)
            => models.Prices.Cost(new TokenUsage(0, SwitchAssumptions.SummaryTokens, read, 0, written, 0, "", "", ""), model, call.UsedAt);
    }

    /// <summary>Fit for the cheapest family: it looks so, nobody is setting the model right, and where its words do not say, what it may go on with looks so too.</summary>
    private bool IsEasy(ReplayMoment moment, DifficultyShares shares)
        => IsEasy(shares) && moment.Task.Terms?.Any(models.Prior.Corrections.Contains) != true
            && moment.GoesOnWith.All(task => moment.Advice.Recommend(task, moment.At) is { } recommended && IsEasy(recommended.Difficulty));

    private static bool IsEasy(DifficultyShares shares) => shares is { Likeliest: TaskDifficulty.Routine, Hard: <= MostHard };

    /// <summary>USD over the task, the way back to the user's model included.</summary>
    private decimal Saving(ReplayMoment moment, DifficultyShares shares, ModelEstimate own, ModelEstimate other)
    {
        var verdict = _economics.Weigh(Question(moment, moment.ModelId, other.Model, shares));
        if (verdict.Figures is not { } figures || !_policy.Decide(verdict, null, mayForce: false).ShouldSwitch)
        {
            return 0;
        }

        var work = (decimal)models.WorkRatio(moment.ModelId, other.Model);
        var again = (decimal)Math.Max(0, own.Success - other.Success);
        return figures.ExpectedStayUsd - (figures.ExpectedSwitchUsd * work) - (figures.ExpectedStayUsd * again) - WayBack(moment, other.Model, shares);
    }

    private SwitchQuestion Question(ReplayMoment moment, string from, string to, DifficultyShares shares)
    {
        var turn = TurnShapes.Of(moment.Past, moment.Lifetime);
        return new SwitchQuestion
        {
            At = moment.At,
            From = from,
            To = SwitchTarget.Of(models.Catalog, from, to),
            ContextTokens = Math.Max(0, moment.PromptTokens - turn.NewTokens),
            Cache = moment.Caches.Of(from, moment.Lifetime),
            TargetCache = moment.Caches.Of(ModelId.Normalise(to), moment.Lifetime),
            Turn = turn,
            Remaining = TurnForecast.Exactly((int)Math.Ceiling(shares.Mean(level => models.Prior.Volume(level).Requests))),
            Moment = moment.Moment,
        };
    }

    /// <summary>The model that answered last, or the user's own, may be wanted again after the task: what it then writes anew, by how likely its cache is gone.</summary>
    private decimal WayBack(ReplayMoment moment, string other, DifficultyShares shares)
    {
        var left = moment.Before ?? moment.ModelId;
        return left == ModelId.Normalise(other) ? 0 : (_economics.Weigh(Question(moment, left, other, shares)).Figures?.WarmthLostUsd ?? 0) * (decimal)ColdOnReturn(moment);
    }

    /// <summary>How likely a model finds its cache expired after the task: by how long the conversation's tasks and pauses took so far, one even chance assumed.</summary>
    private static double ColdOnReturn(ReplayMoment moment)
    {
        if (moment.IsSubagent)
        {
            return 0;
        }

        var idle = moment.Past.Count > 0 ? moment.At - moment.Past[^1].At : TimeSpan.Zero;
        return (1.0 + moment.Spans.Count(span => span + idle > moment.Lifetime.Length())) / (2 + moment.Spans.Count);
    }
}
