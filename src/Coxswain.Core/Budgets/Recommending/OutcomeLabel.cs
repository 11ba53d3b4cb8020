using System.Globalization;

namespace Coxswain.Core.Budgets.Recommending;

/// <summary>Whether a task succeeded, as far as one can tell.</summary>
/// <param name="Success">The probability that it did; 0 and 1 only where somebody said so.</param>
/// <param name="Evidence">In words, with counts; empty: no sign of trouble.</param>
public sealed record OutcomeLabel(double Success, IReadOnlyList<string> Evidence)
{
    public bool IsSuccess => Success >= 0.5;

    /// <summary>For outcomes that are known: a test run, a user's word.</summary>
    public static OutcomeLabel Known(bool succeeded, string evidence) => new(succeeded ? 1 : 0, [evidence]);

    /// <returns><see langword="null"/> when nothing is known: silence of a source that was never asked is not success.</returns>
    public static OutcomeLabel? Of(TaskSigns signs, TaskPrior prior)
    {
        ArgumentNullException.ThrowIfNull(signs);
        ArgumentNullException.ThrowIfNull(prior);
        if (signs.IsUnknown)
        {
            return null;
        }

        var weights = prior.Outcome;
        var evidence = new List<string>();
        var odds = weights.Start
            + Counted(signs.Retries, weights.Retry, "retries")
            + Counted(signs.RevertedEdits, weights.RevertedEdit, "reverted edits")
            + Counted(signs.UserCorrections, weights.Correction, "user corrections");
        if (signs is { ToolFailures: > 0 and var failures, ToolCalls: > 0 and var calls })
        {
            odds += weights.ToolFailureShare * Math.Min(1, (double)failures / calls);
            evidence.Add(string.Create(CultureInfo.InvariantCulture, $"tool failures: {failures} of {calls}"));
        }

        if (signs.Abandoned is true)
        {
            odds += weights.Abandoned;
            evidence.Add("abandoned");
        }

        return new OutcomeLabel(1 / (1 + Math.Exp(-odds)), evidence);

        double Counted(int? count, double weight, string name)
        {
            if (count is not > 0)
            {
                return 0;
            }

            evidence.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {count}"));
            return weight * Math.Min(count.Value, weights.MostOfAKind);
        }
    }
}
