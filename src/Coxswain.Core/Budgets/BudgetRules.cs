using System.Globalization;

namespace Coxswain.Core.Budgets;

/// <summary>What a budget may be. Problems are told all at once, by the member they are in.</summary>
public static class BudgetRules
{
    public const decimal MostUsd = 1_000_000;

    /// <summary>Of a budget that is set: what is less is spent before it can be watched. One that was set before there was such a limit goes on.</summary>
    public const decimal LeastUsd = 0.01m;
    public const int LongestName = 64;
    public const int LongestText = 1024;
    public const int MostPercent = 1000;

    private static string Limits { get; } = string.Create(CultureInfo.InvariantCulture, $"Give at least {LeastUsd} and at most {MostUsd:N0} dollars.");

    /// <summary>Longest time an override may hold.</summary>
    public static readonly TimeSpan LongestOverride = TimeSpan.FromDays(31);

    /// <summary>Of one that is to be set.</summary>
    public static IReadOnlyDictionary<string, string[]> NewProblems(Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return budget.LimitUsd >= LeastUsd ? Problems(budget) : new Dictionary<string, string[]>(Problems(budget), StringComparer.Ordinal) { ["limitUsd"] = [Limits] };
    }

    public static IReadOnlyDictionary<string, string[]> Problems(Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        void Check(bool isFine, string member, string problem)
        {
            if (!isFine)
            {
                problems[member] = [problem];
            }
        }

        Check(IsName(budget.Name), "name", $"Give 1 to {LongestName} of the characters a-z, 0-9, '-', '_' and '.'.");
        Check(Enum.IsDefined(budget.Period), "period", "Give request, session, day, week or month.");
        Check(budget.LimitUsd is > 0 and <= MostUsd, "limitUsd", Limits);
        Check(budget.Scope.Project.Length == 0 || (Path.IsPathRooted(budget.Scope.Project) && budget.Scope.Project.Length <= LongestText), "project", "Give an absolute path.");
        Check(budget.Scope.Branch.Length <= LongestText, "branch", "The name is too long.");
        Check(budget.Scope.User.Length <= LongestText, "user", "The name is too long.");
        Check(budget.Ladder.All(static step => Enum.IsDefined(step.Action) && step.FromPercent is > 0 and <= MostPercent), "ladder", $"Give percentages from 1 to {MostPercent}.");
        Check(budget.Period != BudgetPeriod.Request || budget.Ladder is [{ Action: BudgetAction.Block }], "ladder", "A limit of single requests can only refuse them: give --block, and no other step.");
        Check(budget.Ladder.Select(static step => step.Action).Distinct().Count() == budget.Ladder.Count, "ladder", "Give each action once.");
        return problems;
    }

    public static IReadOnlyDictionary<string, string[]> Problems(BudgetOverride change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (change.Until <= change.Since || change.Until - change.Since > LongestOverride)
        {
            problems["minutes"] = [$"Give more than 0 minutes and at most {LongestOverride.TotalDays:0} days."];
        }

        if (string.IsNullOrWhiteSpace(change.Why) || change.Why.Length > LongestText)
        {
            problems["why"] = [$"Say why, in at most {LongestText} characters."];
        }

        return problems;
    }

    public static bool IsName(string name)
        => name is { Length: > 0 and <= LongestName } && name.All(static letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' or '.');
}
