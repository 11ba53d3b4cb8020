using System.Text.Json;

namespace Coxswain.Core.Pricing;

/// <summary>Reads a price file and checks it as a whole: a file is used without a problem or not at all.</summary>
internal static class PriceBookReader
{
    /// <summary>A price file has a few kilobytes; what is larger is not one.</summary>
    internal const int LargestFileBytes = 1 << 20;

    private const int Schema = 1;
    /// <summary>Keeps the store's sums far from overflow whatever counts arrive; fifty times the dearest price known.</summary>
    private const decimal HighestRate = 4_000m;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 16, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static PriceBookReading Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > LargestFileBytes)
        {
            return Unreadable($"larger than {LargestFileBytes} bytes");
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, Json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? ReadBook(document.RootElement) : Unreadable("must be a JSON object");
        }
        catch (JsonException problem)
        {
            return Unreadable($"not JSON (line {problem.LineNumber + 1}, byte {problem.BytePositionInLine})");
        }
        catch (InvalidOperationException)
        {
            return Unreadable("not JSON: a text is not valid UTF-8 or UTF-16");
        }
    }

    private static PriceBookReading Unreadable(string why) => new(null, null, [], ["$: " + why]);

    private static PriceBookReading ReadBook(JsonElement root)
    {
        var problems = new List<string>();
        var book = new JsonPlace(root, "$", problems);
        book.OnlyKnows("schema", "published", "currency", "unit", "factors", "models");
        if (book.Number("schema", 0, 1000) != Schema)
        {
            book.Problem("schema", $"must be {Schema}");
        }

        Fixed(book, "currency", "USD");
        Fixed(book, "unit", "per million tokens");
        var factors = book.Object("factors", required: false) is { } place ? ReadFactors(place) : null;
        var prices = book.Objects("models").SelectMany(ReadModel).ToList();
        var published = book.Date("published", required: false);
        if (problems.Count == 0)
        {
            PriceBookRules.CheckPeriods(prices, problems);
        }

        return new PriceBookReading(published, factors, prices, problems);
    }

    private static void Fixed(JsonPlace place, string name, string value)
    {
        if (place.Has(name) && place.Text(name, required: true) != value)
        {
            place.Problem(name, $"must be \"{value}\"");
        }
    }

    private static PriceFactors ReadFactors(JsonPlace place)
    {
        place.OnlyKnows("batch", "us_inference", "web_search_per_1000", "source", "checked", "confidence");
        return new PriceFactors(
            place.Number("batch", 0, 2),
            place.Number("us_inference", 0, 2),
            place.Number("web_search_per_1000", 0, HighestRate),
            place.Text("source", required: true),
            place.Date("checked", required: true) ?? default,
            ReadConfidence(place));
    }

    private static IEnumerable<ModelPrice> ReadModel(JsonPlace place)
    {
        place.OnlyKnows("ids", "prices", "note");
        var ids = place.Texts("ids");
        foreach (var id in ids.Where(id => ModelId.Normalise(id) != id))
        {
            place.Problem("ids", $"\"{id}\" must be written as \"{ModelId.Normalise(id)}\"");
        }

        foreach (var period in place.Objects("prices"))
        {
            var price = ReadPrice(period);
            foreach (var id in ids)
            {
                yield return price with { ModelId = id };
            }
        }
    }

    private static ModelPrice ReadPrice(JsonPlace place)
    {
        place.OnlyKnows("from", "to", "input", "cache_write_5m", "cache_write_1h", "cache_read", "output", "fast", "long_prompt", "source", "checked", "confidence");
        var standard = ReadRates(place);
        return new ModelPrice
        {
            ModelId = "",
            From = place.Moment("from") ?? DateTimeOffset.UnixEpoch,
            To = place.Moment("to"),
            Standard = standard,
            Fast = place.Object("fast", required: false) is { } fast ? ReadFast(fast, standard) : null,
            LongPrompt = place.Object("long_prompt", required: false) is { } tier ? ReadLongPrompt(tier) : null,
            Source = place.Text("source", required: true),
            Checked = place.Date("checked", required: true) ?? default,
            Confidence = ReadConfidence(place),
        };
    }

    private static TokenRates ReadRates(JsonPlace place) => new(
        place.Number("input", 0, HighestRate),
        place.Number("cache_write_5m", 0, HighestRate),
        place.Number("cache_write_1h", 0, HighestRate),
        place.Number("cache_read", 0, HighestRate),
        place.Number("output", 0, HighestRate));

    private static TokenRates ReadFast(JsonPlace place, TokenRates standard)
    {
        place.OnlyKnows("input", "output");
        return standard.WithBase(place.Number("input", 0, HighestRate), place.Number("output", 0, HighestRate));
    }

    private static LongPromptRates ReadLongPrompt(JsonPlace place)
    {
        place.OnlyKnows("above_tokens", "input", "cache_write_5m", "cache_write_1h", "cache_read", "output");
        var above = place.Number("above_tokens", 1, int.MaxValue);
        if (above != decimal.Truncate(above))
        {
            place.Problem("above_tokens", "must be a whole number");
        }

        return new LongPromptRates((long)above, ReadRates(place));
    }

    private static PriceConfidence ReadConfidence(JsonPlace place) => place.Text("confidence", required: true) switch
    {
        "published" => PriceConfidence.Published,
        "third_party" => PriceConfidence.ThirdParty,
        "user" => PriceConfidence.User,
        _ => Unknown(place),
    };

    private static PriceConfidence Unknown(JsonPlace place)
    {
        place.Problem("confidence", "must be \"published\", \"third_party\" or \"user\"");
        return PriceConfidence.User;
    }
}
