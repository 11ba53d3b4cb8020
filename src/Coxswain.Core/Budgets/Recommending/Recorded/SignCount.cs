namespace Coxswain.Core.Budgets.Recommending.Recorded;

/// <summary>How many past tasks were labelled by a sign.</summary>
/// <param name="Sign"><c>none</c>: asked for, and there was no sign of trouble; <c>unknown</c>: nobody could tell.</param>
/// <param name="Share">Of all past tasks, 0 to 1. Together more than 1 where tasks have more than one sign.</param>
public sealed record SignCount(string Sign, int Tasks, double Share)
{
    private static readonly (string Name, Func<TaskSigns, bool> IsIn)[] Kinds =
    [
        ("tool_failures", static signs => signs.ToolFailures > 0),
        ("retries", static signs => signs.Retries > 0),
        ("reverted_edits", static signs => signs.RevertedEdits > 0),
        ("user_corrections", static signs => signs.UserCorrections > 0),
        ("abandoned", static signs => signs.Abandoned is true),
    ];

    /// <summary>Those that were found, the strongest evidence last; then <c>none</c> and <c>unknown</c>.</summary>
    public static IReadOnlyList<SignCount> Of(IReadOnlyList<TaskSigns> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        var unknown = all.Count(static signs => signs.IsUnknown);
        var counts = Kinds.Select(kind => (kind.Name, Tasks: all.Count(kind.IsIn)))
            .Append((Name: "none", Tasks: all.Count(static signs => !signs.IsUnknown && !Kinds.Any(kind => kind.IsIn(signs)))))
            .Append((Name: "unknown", Tasks: unknown));
        return [.. counts.Where(static one => one.Tasks > 0).Select(one => new SignCount(one.Name, one.Tasks, (double)one.Tasks / all.Count))];
    }
}
