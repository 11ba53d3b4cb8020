using System.Text.Json;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Charts;

/// <summary>Charts as text: figures with their unit, and the whole for the script.</summary>
internal static class ChartText
{
    private static readonly JsonSerializerOptions Spelling = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static string Json(Chart chart) => JsonSerializer.Serialize(chart, Spelling);

    public static string Value(ChartUnit unit, double value) => unit switch
    {
        ChartUnit.Usd => Format.Money((decimal)value),
        ChartUnit.Tokens => Format.Tokens((long)value),
        _ => value == Math.Floor(value) ? Format.Count((long)value) : value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture),
    };
}
