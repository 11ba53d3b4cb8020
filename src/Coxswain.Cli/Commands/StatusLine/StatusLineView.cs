using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Budgets;
using Coxswain.Server.StatusLine;

namespace Coxswain.Cli.Commands.StatusLine;

/// <summary>A status line in words. What is not known is left out.</summary>
internal static class StatusLineView
{
    private const string Separator = " · ";

    /// <param name="width">Columns to fit, if the client told them: what matters least is left out until it does; the rest is the client's to cut.</param>
    public static string Line(StatusLineReport report, int? width = null)
    {
        // In the order they are shown; the larger the rank, the sooner a piece is left out.
        List<(string? Text, int Rank)> pieces = [(report.Model, 3), (Cost(report), 0), (Budget(report), 1), (Burn(report), 5), (Context(report), 4), (Cache(report), report.CacheRebuildUsd is null ? 3 : 2), (State(report), 1)];
        pieces.RemoveAll(static piece => piece.Text is null);
        while (width is { } columns && pieces.Count > 1 && Width(Join(pieces)) > columns)
        {
            pieces.RemoveAt(pieces.FindLastIndex(piece => piece.Rank == pieces.Max(static one => one.Rank)));
        }

        return Join(pieces);
    }

    private static string Join(IEnumerable<(string? Text, int Rank)> pieces) => string.Join(Separator, pieces.Select(static piece => piece.Text));

    private static string? Budget(StatusLineReport report)
    {
        if (report.Budget is not { } budget)
        {
            return null;
        }

        var when = budget.Period switch { BudgetPeriod.Day => "today", BudgetPeriod.Week => "this week", BudgetPeriod.Month => "this month", _ => "in this session" };
        var isPart = budget.UnknownCostRequests > 0;
        var amount = budget.LeftUsd < 0
            ? $"{(isPart ? "at least " : "")}{Short(-budget.LeftUsd)} over {Short(budget.LimitUsd)} {when}"
            : $"{(isPart ? "at most " : "")}{Short(budget.LeftUsd)} of {Short(budget.LimitUsd)} left {when}";
        return amount + Alert(budget);
    }

    /// <summary>The words of an alert, as short as a line is, for as long as the threshold is passed.</summary>
    private static string Alert(StatusLineBudget budget)
    {
        var words = Math.Floor(budget.UsedPercent) switch
        {
            >= 100 => "BUDGET EXCEEDED",
            >= 95 and var used => string.Create(CultureInfo.InvariantCulture, $"CRITICAL: {used}% used"),
            >= 80 and var used => string.Create(CultureInfo.InvariantCulture, $"{used}% used"),
            _ => null,
        };
        return words is null ? "" : $" ({words}{(budget.IsOverridden ? ", overridden" : "")})";
    }

    // The separator is one column wide; for such alone nothing bigger is asked, which would take its time.
    private static int Width(string line) => CellWidth.Of(line.Replace('·', '.'));

    /// <summary>Whole dollars without cents; less than a cent is not shown as nothing.</summary>
    private static string Short(decimal amount) => amount is > 0 and < 0.005m ? "<$0.01" : "$" + amount.ToString(decimal.IsInteger(amount) ? "N0" : "N2", CultureInfo.InvariantCulture);

    // Two figures only where they differ as written.
    private static string? Cost(StatusLineReport report)
    {
        var client = report.ClientCostUsd is { } told ? UsageFormat.Money(told) : null;
        if (report.CostUsd is not { } amount)
        {
            var known = report.UnknownCostRequests > 0 ? "cost unknown" : null;
            return client is null ? known : known is null ? $"{client} (client)" : $"{known} (client {client})";
        }

        var ours = UsageFormat.Cost(amount, report.UnknownCostRequests);
        return client is null || client == ours ? ours : $"{ours} (client {client})";
    }

    private static string? Burn(StatusLineReport report) => report is { BurnUsdPerHour: { } rate, BurnOverMinutes: { } minutes }
        ? string.Create(CultureInfo.InvariantCulture, $"{UsageFormat.Money(rate)}/h over {Math.Floor(minutes)}m")
        : null;

    private static string? Context(StatusLineReport report) => report.ContextUsedPercent is { } used
        ? string.Create(CultureInfo.InvariantCulture, $"context {used:0.#}%")
        : null;

    private static string? Cache(StatusLineReport report) => report.CacheMinutesLeft switch
    {
        null => null,
        <= 0 => "cache expired",
        < 1 => "cache <1m" + Rebuild(report),
        { } left => string.Create(CultureInfo.InvariantCulture, $"cache {Math.Floor(left)}m") + Rebuild(report),
    };

    private static string Rebuild(StatusLineReport report) => report.CacheRebuildUsd is { } cost ? $" (rebuild {Short(cost)})" : "";

    private static string? State(StatusLineReport report) => report.Daemon switch
    {
        null => "cox: no session named",
        "up" => report.StoreProblem switch { null => null, StatusLineAnswer.Late => "store late", _ => "store away" },
        var daemon => $"cox {daemon}",
    };
}
