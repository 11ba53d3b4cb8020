using System.Globalization;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary>A budget that a command has set, what was there before and how to take it back.</summary>
/// <param name="Before">In whose place it is; <see langword="null"/>: there was none of its name.</param>
/// <param name="Undo">The command that brings back what was there before.</param>
internal sealed record SetBudget(string Name, BudgetWish Budget, BudgetRow? Before, string Undo)
{
    public static SetBudget Of(string name, BudgetWish budget, BudgetRow? before) => new(name, budget, before, before is null ? $"cox budget remove {name}" : Command(before));

    /// <summary>The command that sets such a budget.</summary>
    private static string Command(BudgetRow row)
    {
        (string Option, int? From)[] steps =
        [
            ("notify", row.NotifyFromPercent), ("advise", row.AdviseFromPercent), ("downshift", row.DownshiftFromPercent), ("pause-subagents", row.PauseSubagentsFromPercent), ("block", row.BlockFromPercent),
        ];
        IEnumerable<string> words =
        [
            "cox budget set", row.Period.ToString().ToLowerInvariant(), row.LimitUsd.ToString("0.############################", CultureInfo.InvariantCulture), "--name", row.Name,
            .. row.Project.Length > 0 ? ["--project", Quoted(row.Project)] : Array.Empty<string>(),
            .. row.Branch.Length > 0 ? ["--branch", Quoted(row.Branch)] : Array.Empty<string>(),
            .. row.User.Length > 0 ? ["--user", Quoted(row.User)] : Array.Empty<string>(),
            .. steps.Where(static step => step.From is not null).Select(static step => string.Create(CultureInfo.InvariantCulture, $"--{step.Option} {step.From}")),
        ];
        return string.Join(' ', words);
    }

    private static string Quoted(string text) => text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_')
        ? text
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
