using System.Globalization;

namespace Coxswain.Core.Health;

/// <summary>Figures of context health for people, the same on every face. Estimates say so by a tilde.</summary>
public static class HealthText
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary><c>~34 %</c>, <c>12 turns</c>; unknown is said so.</summary>
    public static string Value(HealthMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric.Value is { } value ? (metric.IsEstimate ? "~" : "") + Number(value, metric.Unit) : "unknown";
    }

    /// <summary>Empty: there is no interval.</summary>
    public static string Interval(HealthMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric switch
        {
            { Low: { } low, High: { } high } => $"{Number(low, metric.Unit)} to {Number(high, metric.Unit)}",
            { Low: { } low } => $"{Number(low, metric.Unit)} or more",
            _ => "",
        };
    }

    /// <summary><c>~12,300 tokens (11,000 to 14,000)</c>.</summary>
    public static string Frees(TokenEstimate frees)
    {
        ArgumentNullException.ThrowIfNull(frees);
        return $"~{Tokens(frees.Tokens)} tokens{(frees is { Low: { } low, High: { } high } ? $" ({Tokens(low)} to {Tokens(high)})" : "")}";
    }

    public static string Tokens(long tokens) => tokens.ToString("N0", Culture);

    private static string Number(double value, HealthUnit unit) => unit switch
    {
        // What is there is not shown as nothing, nor all but something as all.
        HealthUnit.Share => value is > 0 and < 0.001 ? "<0.1 %" : (Math.Floor(value * 1000 + 1e-9) / 10).ToString("0.#", Culture) + " %",
        HealthUnit.Turns => value >= 10 ? value.ToString("N0", Culture) : value.ToString("0.#", Culture),
        _ => value.ToString("N0", Culture),
    };
}
