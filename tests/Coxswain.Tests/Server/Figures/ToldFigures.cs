using System.Text.Json;

namespace Coxswain.Tests.Server.Figures;

/// <summary>Reads an answer's figures as the API writes them, and not through the product's records, which work some of them out.</summary>
internal static class ToldFigures
{
    public static long Long(this JsonElement told, string name) => told.GetProperty(name).GetInt64();

    public static string Text(this JsonElement told, string name) => told.GetProperty(name).GetString() ?? "";

    public static double? Number(this JsonElement told, string name) => told.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetDouble() : null;

    public static decimal? Money(this JsonElement told, string name) => told.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetDecimal() : null;

    public static DateTimeOffset Time(this JsonElement told, string name) => told.GetProperty(name).GetDateTimeOffset();

    public static IReadOnlyList<JsonElement> List(this JsonElement told, string name) => [.. told.GetProperty(name).EnumerateArray()];

    /// <summary>So many of so many, with rate and interval.</summary>
    public static void HasPart(this JsonElement told, string name, long count, long of)
    {
        var part = told.GetProperty(name);
        Assert.Equal((name, count, of), (name, part.Long("count"), part.Long("of")));
        if (of == 0)
        {
            Assert.Equal((null, null, null), (part.Number("rate"), part.Number("low"), part.Number("high")));
            return;
        }

        var (low, high) = OwnMath.Wilson(count, of);
        Assert.Equal((double)count / of, part.Number("rate") ?? -1, 1e-12);
        Assert.Equal(low, part.Number("low") ?? -1, 1e-9);
        Assert.Equal(high, part.Number("high") ?? -1, 1e-9);
    }
}
