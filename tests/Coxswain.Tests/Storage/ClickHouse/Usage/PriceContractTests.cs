using CsCheck;
using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Pricing;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>The store prices a request exactly as <see cref="PriceBook"/> does, and spells models as <see cref="ModelId"/> does.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class PriceContractTests(UsageStoreBed bed)
{
    private static readonly string[] Decorations = ["{0}", "{0}[1m]", "us.anthropic.{0}-20260101-v1:0", "{0}@20260101", "anthropic/{0}", " {0}-latest ", "x.{0}", "{0}-mini"];

    [Fact]
    public async Task Store_and_price_book_agree_to_the_last_digit_on_generated_requests()
    {
        var room = await bed.OpenAsync();
        var models = room.Book.Prices.Select(price => price.ModelId).Distinct().Append("gpt-6").Append("").ToArray();
        var facts = Generate(models, Environment.GetEnvironmentVariable("COX_FULL") == "1" ? 200_000 : 4_000);

        await room.WriteAsync(facts);

        var byKey = facts.ToDictionary(fact => fact.RequestKey);
        var resolved = await room.RequestsAsync();
        Assert.Equal(facts.Count, resolved.Count);
        Assert.Contains(resolved, request => request.Ours is null);
        Assert.All(resolved, request =>
        {
            var fact = byKey[request.Key];
            Assert.Equal(ModelId.Normalise(fact.Model), request.ModelId);
            Assert.Equal(room.Book.Cost(UsageOf(fact), fact.Model, fact.Time), request.Ours);
        });
    }

    [Fact]
    public async Task Same_book_is_written_once_and_a_changed_one_takes_over()
    {
        var room = await bed.OpenAsync();
        var user = """{ "schema": 1, "models": [ { "ids": ["claude-opus-5-5"], "prices": [ { "input": 1000, "cache_write_5m": 0, "cache_write_1h": 0, "cache_read": 0, "output": 0, "source": "me", "checked": "2026-11-22", "confidence": "user" } ] } ] }""";
        var shipped = room.Book;
        var changed = PriceBookLoader.Combine(
            new PriceBookReading(shipped.Published, shipped.Factors, shipped.Prices, []), PriceBookReader.Read(System.Text.Encoding.UTF8.GetBytes(user)), "prices.json");
        await room.WriteAsync(UsageStoreRoom.Fact("req_1"));

        Assert.False(await new PriceListSync(room.Client, shipped, TimeProvider.System).SyncAsync(CancellationToken.None));
        Assert.Equal(0.01232m, Assert.Single(await room.RequestsAsync()).Ours);
        Assert.True(await new PriceListSync(room.Client, changed, TimeProvider.System).SyncAsync(CancellationToken.None));
        Assert.Equal(0.12m, Assert.Single(await room.RequestsAsync()).Ours);
        Assert.True(await new PriceListSync(room.Client, shipped, TimeProvider.System).SyncAsync(CancellationToken.None));
        Assert.Equal(0.01232m, Assert.Single(await room.RequestsAsync()).Ours);
    }

    [Fact]
    public async Task Without_a_price_list_every_cost_is_unknown_not_zero()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("req_1"));
        await room.Client.ExecuteAsync(new StoreStatement("test", "TRUNCATE TABLE price_list"), CancellationToken.None);

        var request = Assert.Single(await room.RequestsAsync());

        Assert.Null(request.Counts);
        Assert.Equal("unknown_model", request.Status);
    }

    private static List<RequestFact> Generate(string[] models, int count)
    {
        var random = new Random(20261122);
        long Tokens(int most) => random.Next(4) == 0 ? 0 : random.NextInt64(most);
        string OneOf(params string[] texts) => texts[random.Next(texts.Length)];
        return
        [
            .. Enumerable.Range(0, count).Select(i => UsageStoreRoom.Fact($"req_{i:D6}") with
            {
                Model = string.Format(System.Globalization.CultureInfo.InvariantCulture, OneOf(Decorations), OneOf(models)),
                RequestedModel = "",
                Time = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(random.NextInt64(14L * 24 * 3600 * 1000)),
                InputTokens = Tokens(300_000),
                OutputTokens = Tokens(64_000),
                CacheReadTokens = Tokens(900_000),
                CacheWrite5mTokens = Tokens(120_000),
                CacheWrite1hTokens = Tokens(120_000),
                WebSearchRequests = Tokens(5),
                Speed = OneOf("standard", "normal", "fast", ""),
                ServiceTier = OneOf("standard", "batch", "priority", ""),
                InferenceGeo = OneOf("us", "global", "", "not_available"),
            }),
        ];
    }

    private static TokenUsage UsageOf(RequestFact fact) => new(
        fact.InputTokens, fact.OutputTokens, fact.CacheReadTokens, fact.CacheWrite5mTokens, fact.CacheWrite1hTokens, fact.WebSearchRequests, fact.Speed, fact.ServiceTier, fact.InferenceGeo);
}
