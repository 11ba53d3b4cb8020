using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Server.StatusLine;

namespace Coxswain.Cli.Commands.StatusLine;

/// <summary>A status line in words. What is not known is left out.</summary>
internal static class StatusLineView
{
    public static string Line(StatusLineReport report)
    {
        string?[] pieces = [report.Model, Cost(report), Burn(report), Context(report), Cache(report), State(report)];
        return string.Join(" · ", pieces.OfType<string>());
    }

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
        < 1 => "cache <1m",
        { } left => string.Create(CultureInfo.InvariantCulture, $"cache {Math.Floor(left)}m"),
    };

    private static string? State(StatusLineReport report) => report.Daemon switch
    {
        null => "cox: no session named",
        "up" => report.StoreProblem switch { null => null, StatusLineAnswer.Late => "store late", _ => "store away" },
        var daemon => $"cox {daemon}",
    };
}
