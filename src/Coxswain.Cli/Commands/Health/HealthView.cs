using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Health;

namespace Coxswain.Cli.Commands.Health;

/// <summary>Writes context health for people.</summary>
internal static class HealthView
{
    private const int MostParts = 4;

    public static void Write(ContextHealth health, CommandOutput output)
    {
        var zone = LocalZone.Of(output);
        output.WriteLine($"Context health of session {health.SessionId} · {(health.Model.Length > 0 ? health.Model : "no model told")} · {UsageFormat.Things(health.Turns, "turn")}"
            + (health.LastRequestAt is { } last ? $" · newest request {UsageFormat.Moment(last, zone)} ({AgeText.Ago(health.AsOf - last)})" : "")
            + $" · thresholds of {health.BandsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        if (health.NoTranscript is { } missing)
        {
            output.WriteLine($"No transcript: {missing}.");
        }

        output.WriteLine("");
        output.WriteTable(new TableView(
            [
                new("figure", Least: 16), new("value", Number: true), new("", Least: 4), new("80 % interval", Rank: 2, Least: 10), new("n", Number: true, Rank: 1), new("of", Rank: 3, Least: 8), new("mostly", Rank: 4, Least: 20),
            ],
            [.. health.Metrics.Select(static metric => (IReadOnlyList<string>)
            [
                metric.Title, HealthText.Value(metric), Band(metric.Band), HealthText.Interval(metric) is { Length: > 0 } interval ? interval : "-", UsageFormat.Count(metric.N), metric.Of.Length > 0 ? metric.Of : "-", Parts(metric),
            ])]));
        Advise(health, output);
        foreach (var metric in health.Metrics.Where(static metric => metric.Unknown is not null))
        {
            output.WriteLine($"{metric.Title}: unknown, {metric.Unknown}.");
        }

        output.WriteLine($"Tokens of blocks are estimates (~) at {(1 / health.Rate.TokensPerByte).ToString("0.00", CultureInfo.InvariantCulture)} bytes a token, {health.Rate.From}. See docs/health.md.");
        if (health.DamagedLines > 0)
        {
            output.WriteLine($"{UsageFormat.Things(health.DamagedLines, "line")} of the transcript could not be read.");
        }
    }

    private static void Advise(ContextHealth health, CommandOutput output)
    {
        var advice = health.Metrics.Where(static metric => metric.Advice is not null).OrderByDescending(static metric => metric.Frees?.Tokens ?? 0).ToArray();
        foreach (var metric in advice)
        {
            output.WriteLine($"{metric.Title}: {metric.Advice}{(metric.Frees is { } frees ? $" Frees {HealthText.Frees(frees)}." : "")}");
        }
    }

    private static string Band(HealthBand? band) => band is { } known ? known.ToString().ToLowerInvariant() : "";

    private static string Parts(HealthMetric metric) => metric.Parts.Count == 0 ? "-"
        : string.Join(", ", metric.Parts.Take(MostParts).Select(static part => part.Tokens is { } tokens ? $"{part.Name} {HealthText.Tokens(tokens)}" : part.Name));
}
