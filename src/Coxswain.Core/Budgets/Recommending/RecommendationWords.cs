using System.Globalization;
using System.Text;

namespace Coxswain.Core.Budgets.Recommending;

/// <summary>Says why a model is recommended: how hard the task looks and by which signals, what is known, what is expected, and what the budget changed.</summary>
internal sealed class RecommendationWords(TaskPrior prior, ModelRecommendation recommendation, string surest, RemainingBudget? budget, TooFewTasks? tooFew)
{
    private const int MostSignals = 4;
    private readonly StringBuilder _text = new();

    public string Write(IReadOnlyList<TaskSignal> signals)
    {
        var chosen = Find(recommendation.Model);
        var best = Find(surest);
        Difficulty(signals);
        Evidence();
        Add($" {chosen.Model} should solve it at the first try in {Percent(chosen.Success)} of cases (80 % interval {Percent(chosen.SuccessLow)} to {Percent(chosen.SuccessHigh)}) for {Usd(chosen.CostUsd)}");
        if (chosen.Model == best.Model)
        {
            Add($", more surely than the others.");
        }
        else
        {
            Add($"; {best.Model}, the surest, in {Percent(best.Success)} for {Usd(best.CostUsd)}.");
            Add($" With failed tries done again by the surest that is {Usd(chosen.SolvedUsd)} against {Usd(best.SolvedUsd)}, and success is not credibly worse by more than the margin of {Percent(prior.Rules.Margin)}.");
        }

        RuledOut(chosen);
        Budget(chosen);
        return _text.ToString();
    }

    private void Difficulty(IReadOnlyList<TaskSignal> signals)
    {
        var likeliest = recommendation.Difficulty.Likeliest;
        Add($"Looks {Name(likeliest)} ({Percent(recommendation.Difficulty.Of(likeliest))}");
        Add($"{(signals.Count == 0 ? ", without any known sign" : "; signs: " + string.Join(", ", signals.Take(MostSignals).Select(static signal => signal.Name)))}).");
    }

    private void Evidence()
    {
        if (tooFew is { Similar: var few })
        {
            Add($" {(few == 0 ? "No similar task of known outcome" : $"Too few similar tasks of known outcome ({few})")}: this is the stated prior of {prior.Effective:yyyy-MM-dd}.");
            return;
        }

        var similar = recommendation.Models.Sum(static model => model.SimilarTasks);
        Add($" From {similar} similar {(similar == 1 ? "task" : "tasks")} ({string.Join(", ", recommendation.Models.Where(static model => model.SimilarTasks > 0).Select(static model => FormattableString.Invariant($"{model.SimilarTasks} with {model.Model}")))}).");
    }

    private void RuledOut(ModelEstimate chosen)
    {
        var cheaper = recommendation.Models.Where(model => model.CostUsd < chosen.CostUsd && !model.WithinMargin).ToList();
        if (cheaper.Count > 0)
        {
            Add($" Cheaper but credibly worse: {string.Join(", ", cheaper.Select(static model => FormattableString.Invariant($"{model.Model} ({Percent(model.Success)})")))}.");
        }
    }

    private void Budget(ModelEstimate chosen)
    {
        if (budget is null)
        {
            return;
        }

        Add($" {Usd(budget.LeftUsd)} of {Usd(budget.LimitUsd)} are left");
        Add($"{(recommendation.IsForBudget ? ", which is little: within the margin the cheapest first try is preferred." : ", which is enough.")}");
        if (budget.LeftUsd < chosen.SolvedUsd)
        {
            Add($" It may not be enough: {Usd(chosen.SolvedUsd)} are expected until it is solved.");
        }
    }

    private ModelEstimate Find(string model) => recommendation.Models.Single(estimate => estimate.Model == model);

    private void Add(FormattableString text) => _text.Append(FormattableString.Invariant(text));

    private static string Name(TaskDifficulty difficulty) => difficulty switch
    {
        TaskDifficulty.Routine => "routine",
        TaskDifficulty.Ordinary => "ordinary",
        _ => "hard",
    };

    private static string Percent(double rate) => string.Create(CultureInfo.InvariantCulture, $"{100 * rate:0} %");

    private static string Usd(decimal usd) => string.Create(CultureInfo.InvariantCulture, $"${(Math.Abs(usd) < 0.1m ? decimal.Round(usd, 4) : decimal.Round(usd, 2))}");
}
