using System.Globalization;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary>A budget that a command has set, what was there before and how to take it back.</summary>
/// <param name="Before">In whose place it is; <see langword="null"/>: there was none of its name.</param>
/// <param name="Undo">The command that brings back what was there before.</param>
internal sealed record SetBudget(string Name, BudgetWish Budget, BudgetRow? Before, string Undo)
{
    public static SetBudget Of(string name, BudgetWish budget, BudgetRow? before) => new(name, budget, before, before is null ? $"cox budget remove {name}" : Command(name, WishOf(before)));

    /// <summary>The command that sets such a budget.</summary>
    public static string Command(string name, BudgetWish wish)
    {
        (string Option, int? From)[] steps =
        [
            ("notify", wish.NotifyFromPercent), ("advise", wish.AdviseFromPercent), ("downshift", wish.DownshiftFromPercent), ("pause-subagents", wish.PauseSubagentsFromPercent), ("block", wish.BlockFromPercent),
        ];
        IEnumerable<string> words =
        [
            "cox budget set", wish.Period ?? "", (wish.LimitUsd ?? 0).ToString("0.############################", CultureInfo.InvariantCulture), "--name", name,
            .. wish.Project is { Length: > 0 } project ? ["--project", Quoted(project)] : Array.Empty<string>(),
            .. wish.Branch is { Length: > 0 } branch ? ["--branch", Quoted(branch)] : Array.Empty<string>(),
            .. wish.User is { Length: > 0 } user ? ["--user", Quoted(user)] : Array.Empty<string>(),
            .. steps.Where(static step => step.From is not null).Select(static step => string.Create(CultureInfo.InvariantCulture, $"--{step.Option} {step.From}")),
        ];
        return string.Join(' ', words);
    }

    private static BudgetWish WishOf(BudgetRow row) => new(
        row.Period.ToString().ToLowerInvariant(), row.LimitUsd, row.Project, row.Branch, row.BlockFromPercent, row.NotifyFromPercent, row.AdviseFromPercent, row.DownshiftFromPercent,
        row.PauseSubagentsFromPercent, row.User);

    private static string Quoted(string text) => text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_')
        ? text
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
