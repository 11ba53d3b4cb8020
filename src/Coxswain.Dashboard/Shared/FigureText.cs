using System.Globalization;
using Coxswain.Core.Monitoring.Dashboards;

namespace Coxswain.Dashboard.Shared;

/// <summary>Figures of the JSON API as the pages write them.</summary>
public static class FigureText
{
    public static string Value(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return figure.Value is { } value ? Value(figure.Unit, value) : "unknown";
    }

    /// <summary>Empty: it is counted and not estimated, or nothing can be said.</summary>
    public static string Interval(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return figure switch
        {
            { Low: { } low, High: { } high } => $"{Value(figure.Unit, low)} to {Value(figure.Unit, high)}",
            { High: { } most } => $"at most {Value(figure.Unit, most)}",
            _ => "",
        };
    }

    /// <summary>Whether it says that something is gained: a saving from more than one thing whose interval, where it has one, lies above 0.</summary>
    public static bool IsGain(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return figure is { Value: > 0, N: > 1, Low: null or > 0 };
    }

    private static string Value(string unit, decimal value) => unit switch
    {
        "usd" => Format.Money(value),
        "usd_per_hour" => Format.Money(value) + " an hour",
        "part" => (value * 100).ToString(value is > 0 and < 0.1m ? "0.##" : "0.#", CultureInfo.InvariantCulture) + " %",
        "tokens" => Format.Tokens((long)value),
        _ => Format.Count((long)value),
    };
}
