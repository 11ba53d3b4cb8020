using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Cli.Commands.Monitoring;

/// <summary>Rates with their interval, and times.</summary>
internal static class RateText
{
    /// <summary>The rate with its interval; of none <c>unknown</c>.</summary>
    public static string Rate(Proportion part) => part.Rate is null ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"{part.Rate:P1}, {part.Low:P1} to {part.High:P1}");

    public static string Of(Proportion part) => $"{UsageFormat.Count(part.Count)} of {UsageFormat.Count(part.Of)}";

    public static string Whole(Proportion part) => part.Rate is null ? "none" : $"{Of(part)} ({Rate(part)})";

    public static string Seconds(double? milliseconds) => milliseconds is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known / 1000:F1} s") : "unknown";
}
