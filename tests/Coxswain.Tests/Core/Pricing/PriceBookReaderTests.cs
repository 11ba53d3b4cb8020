using System.Text;
using CsCheck;
using Coxswain.Core.Pricing;

namespace Coxswain.Tests.Core.Pricing;

public sealed class PriceBookReaderTests
{
    private const string Row = """{ "input": 1, "cache_write_5m": 1.25, "cache_write_1h": 2, "cache_read": 0.1, "output": 5, "source": "s", "checked": "2026-11-22", "confidence": "user" }""";

    [Fact]
    public void Every_problem_is_listed_with_its_place()
    {
        var reading = Read("""
            { "schema": 2, "currency": "EUR", "surprise": 1, "published": "yesterday",
              "models": [
                { "ids": ["claude-x-20260101"], "prices": [ { "input": -1, "inptu": 3, "cache_write_5m": "a", "cache_read": 1e30, "output": 5, "confidence": "sure" } ] },
                7 ] }
            """);

        Assert.Equal(
            [
                "$.surprise: unknown property",
                "$.schema: must be 1",
                "$.currency: must be \"USD\"",
                "$.models[0].ids: \"claude-x-20260101\" must be written as \"claude-x\"",
                "$.models[0].prices[0].inptu: unknown property",
                "$.models[0].prices[0].input: must be from 0 to 4000",
                "$.models[0].prices[0].cache_write_5m: must be a number",
                "$.models[0].prices[0].cache_write_1h: is missing",
                "$.models[0].prices[0].cache_read: must be from 0 to 4000",
                "$.models[0].prices[0].source: is missing",
                "$.models[0].prices[0].checked: is missing",
                "$.models[0].prices[0].confidence: must be \"published\", \"third_party\" or \"user\"",
                "$.models[1]: must be an object",
                "$.published: must be a date like 2026-11-22",
            ],
            reading.Problems);
    }

    [Fact]
    public void Overlapping_periods_are_refused()
    {
        var reading = Read($$"""{ "schema": 1, "models": [ { "ids": ["m"], "prices": [ {{Row}}, {{Row}} ] } ] }""");

        Assert.Equal(["m: two prices hold at 1970-01-01 00:00:00Z"], reading.Problems);
    }

    [Fact]
    public void Period_that_ends_before_it_starts_is_refused()
    {
        var row = Row.Replace("{ ", """{ "from": "2026-02-01", "to": "2026-01-01", """, StringComparison.Ordinal);

        Assert.Contains("must not end", Assert.Single(Read($$"""{ "schema": 1, "models": [ { "ids": ["m"], "prices": [ {{row}} ] } ] }""").Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Users_model_replaces_the_shipped_one_as_a_whole_and_leaves_the_others()
    {
        var user = Read($$"""{ "schema": 1, "models": [ { "ids": ["claude-haiku-5-5", "my-model"], "prices": [ {{Row}} ] } ] }""");
        Assert.Empty(user.Problems);
        var shipped = PriceBookLoader.Shipped();
        var book = PriceBookLoader.Combine(new PriceBookReading(shipped.Published, shipped.Factors, shipped.Prices, []), user, "prices.json");
        var long150K = new TokenUsage(150_000, 0, 0, 0, 0, 0, "", "", "");
        var now = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(0.15m, book.Cost(long150K, "claude-haiku-5-5", now));
        Assert.Equal(0.15m, book.Cost(long150K, "my-model", now));
        Assert.Equal(0.6m, book.Cost(long150K, "claude-opus-5-5", now));
        Assert.NotEqual(shipped.Hash, book.Hash);
    }

    [Fact]
    public void Price_the_store_could_not_keep_exactly_is_refused()
    {
        var user = Read($$"""{ "schema": 1, "models": [ { "ids": ["m"], "prices": [ {{Row.Replace("0.1,", "0.1234567,", StringComparison.Ordinal)}} ] } ] }""");
        var shipped = PriceBookLoader.Shipped();

        var refusal = Assert.Throws<InvalidPriceBookException>(
            () => PriceBookLoader.Combine(new PriceBookReading(null, shipped.Factors, [], []), user, "prices.json"));

        Assert.Contains("m: a price times its factors needs more than 6 decimals", Assert.Single(refusal.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_user_file_leaves_the_shipped_prices() =>
        Assert.Equal(PriceBookLoader.Shipped().Hash, PriceBookLoader.Load(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"))).Hash);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"schema\":1")]
    [InlineData("{\"schema\":1,\"currency\":\"\\ud800\",\"models\":[]}")]
    public void What_is_not_a_price_file_is_named_so(string text) => Assert.NotEmpty(Read(text).Problems);

    [Fact]
    public void Too_large_a_file_is_not_read() =>
        Assert.Contains("larger than", Assert.Single(PriceBookReader.Read(new byte[PriceBookReader.LargestFileBytes + 1]).Problems), StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Contains("not JSON", Assert.Single(Read(new string('[', 100_000)).Problems), StringComparison.Ordinal);

    [Fact]
    public void Damaged_bytes_are_refused_or_read_never_thrown_over()
    {
        using var stream = typeof(PriceBook).Assembly.GetManifestResourceStream("Coxswain.Core.Pricing.prices.json")!;
        var whole = new byte[stream.Length];
        stream.ReadExactly(whole);

        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length], Gen.Byte).Sample(
            (at, value, end, other) =>
            {
                var bytes = whole[..Math.Max(end, at + 1)];
                bytes[at] = value;
                bytes[^1] = other;
                Assert.NotNull(PriceBookReader.Read(bytes));
            },
            iter: 2000);
    }

    private static PriceBookReading Read(string json) => PriceBookReader.Read(Encoding.UTF8.GetBytes(json));
}
