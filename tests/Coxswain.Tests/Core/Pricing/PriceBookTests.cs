using Coxswain.Core.Pricing;

namespace Coxswain.Tests.Core.Pricing;

public sealed class PriceBookTests
{
    private static readonly PriceBook Book = PriceBookLoader.Shipped();
    private static readonly DateTimeOffset November = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Every figure of the price table, read as one million tokens of one kind.</summary>
    [Theory]
    [InlineData("claude-fable-5-2", "8", "10", "16", "0.20", "40")]
    [InlineData("claude-fable-5-1", "10", "12.50", "20", "0.25", "50")]
    [InlineData("claude-mythos-5-1", "10", "12.50", "20", "0.25", "50")]
    [InlineData("claude-fable-5", "10", "12.50", "20", "1.00", "50")]
    [InlineData("claude-mythos-5", "10", "12.50", "20", "1.00", "50")]
    [InlineData("claude-opus-5-5", "4", "5", "8", "0.20", "20")]
    [InlineData("claude-opus-5", "5", "6.25", "10", "0.50", "25")]
    [InlineData("claude-opus-4-8", "5", "6.25", "10", "0.50", "25")]
    [InlineData("claude-opus-4-7", "5", "6.25", "10", "0.50", "25")]
    [InlineData("claude-opus-4-6", "5", "6.25", "10", "0.50", "25")]
    [InlineData("claude-opus-4-5-20251101", "5", "6.25", "10", "0.50", "25")]
    [InlineData("claude-opus-4-1-20250805", "15", "18.75", "30", "1.50", "75")]
    [InlineData("claude-opus-4-20250514", "15", "18.75", "30", "1.50", "75")]
    [InlineData("claude-sonnet-5-5", "2", "2.50", "4", "0.10", "10")]
    [InlineData("claude-sonnet-5", "2", "2.50", "4", "0.20", "10")]
    [InlineData("claude-sonnet-4-6", "3", "3.75", "6", "0.30", "15")]
    [InlineData("claude-sonnet-4-5-20250929", "3", "3.75", "6", "0.30", "15")]
    [InlineData("claude-sonnet-4-20250514", "3", "3.75", "6", "0.30", "15")]
    [InlineData("claude-haiku-5-5", "0.10", "0.125", "0.20", "0.01", "0.50")]
    [InlineData("claude-haiku-4-5-20251001", "1", "1.25", "2", "0.10", "5")]
    [InlineData("claude-3-7-sonnet-20250219", "3", "3.75", "6", "0.30", "15")]
    [InlineData("claude-3-5-haiku-20241022", "0.80", "1", "1.60", "0.08", "4")]
    [InlineData("claude-3-haiku-20240307", "0.25", "0.30", "0.50", "0.03", "1.25")]
    public void Every_model_has_the_price_of_the_table(string model, string input, string write5m, string write1h, string read, string output)
    {
        Assert.Equal(D(input) / 1000, Cost(model, new Tokens(Input: 1000)));
        Assert.Equal(D(write5m) / 1000, Cost(model, new Tokens(Write5m: 1000)));
        Assert.Equal(D(write1h) / 1000, Cost(model, new Tokens(Write1h: 1000)));
        Assert.Equal(D(read) / 1000, Cost(model, new Tokens(Read: 1000)));
        Assert.Equal(D(output) / 1000, Cost(model, new Tokens(Output: 1000)));
    }

    /// <summary>A warm conversation of 150k tokens on Opus 5.5: what staying and switching cost at once.</summary>
    [Theory]
    [InlineData("claude-opus-5-5", 0, 0, 150_000, "0.030")]
    [InlineData("claude-sonnet-5-5", 150_000, 0, 0, "0.375")]
    [InlineData("claude-sonnet-5-5", 0, 150_000, 0, "0.60")]
    [InlineData("claude-haiku-5-5", 150_000, 0, 0, "0.09375")]
    [InlineData("claude-haiku-5-5", 0, 150_000, 0, "0.15")]
    [InlineData("claude-opus-5-5", 150_000, 0, 0, "0.75")]
    [InlineData("claude-opus-5-5", 0, 150_000, 0, "1.20")]
    public void Switching_a_warm_conversation_costs_what_was_worked_out(string model, long write5m, long write1h, long read, string cost) =>
        Assert.Equal(D(cost), Cost(model, new Tokens(Read: read, Write5m: write5m, Write1h: write1h)));

    /// <summary>Figures that Claude Code 2.1.330 reported itself.</summary>
    [Theory]
    [InlineData("claude-opus-5-5", 120, 40, 5000, 2000, 0.01228)]
    [InlineData("claude-opus-5-5", 120, 42, 5000, 2000, 0.012320000000000001)]
    [InlineData("claude-opus-5-5", 720, 242, 30000, 12000, 0.07372)]
    [InlineData("claude-opus-5-5", 600, 206, 25000, 10000, 0.06151999999999999)]
    public void Clients_own_figures_are_met_to_a_billionth(string model, long input, long output, long read, long write5m, double reported) =>
        Assert.Equal(reported, (double)Cost(model, new Tokens(input, output, read, write5m))!.Value, 1e-9);

    [Fact]
    public void Sonnet_5_5_reads_cost_twice_as_much_before_its_price_cut()
    {
        var cut = new DateTimeOffset(2026, 10, 7, 0, 0, 0, TimeSpan.Zero);
        var million = new Tokens(Read: 1_000_000).Usage;

        Assert.Equal(0.20m, Book.Cost(million, "claude-sonnet-5-5", cut.AddTicks(-1)));
        Assert.Equal(0.10m, Book.Cost(million, "claude-sonnet-5-5", cut));
    }

    [Theory]
    [InlineData(100_000, 0, 0, 0, "0.01")]
    [InlineData(100_001, 0, 0, 0, "0.0500005")]
    [InlineData(1, 99_999, 0, 0, "0.00100009")]
    [InlineData(1, 60_000, 20_000, 20_000, "0.0355005")]
    public void Haiku_5_5_charges_the_long_prompt_price_by_the_whole_prompt(long input, long read, long write5m, long write1h, string cost) =>
        Assert.Equal(D(cost), Cost("claude-haiku-5-5", new Tokens(Input: input, Read: read, Write5m: write5m, Write1h: write1h)));

    [Fact]
    public void Long_prompt_price_covers_the_output_too()
    {
        Assert.Equal(0.0005m, Cost("claude-haiku-5-5", new Tokens(Input: 100_000, Output: 1000)) - 0.01m);
        Assert.Equal(0.0025m, Cost("claude-haiku-5-5", new Tokens(Input: 100_001, Output: 1000)) - 0.0500005m);
    }

    [Fact]
    public void Output_does_not_count_towards_the_prompt_length() =>
        Assert.Equal(0.1m + 0.01m, Cost("claude-haiku-5-5", new Tokens(Input: 100_000, Output: 200_000)));

    [Theory]
    [InlineData("claude-sonnet-4-5", 200_000, "0.60")]
    [InlineData("claude-sonnet-4-5", 200_001, "1.200006")]
    [InlineData("claude-sonnet-4", 250_000, "1.50")]
    [InlineData("claude-sonnet-4-6", 250_000, "0.75")]
    [InlineData("claude-opus-4-6", 250_000, "1.25")]
    public void Only_the_old_million_token_beta_charged_more_for_long_prompts(string model, long input, string cost) =>
        Assert.Equal(D(cost), Cost(model, new Tokens(Input: input)));

    [Fact]
    public void Fast_mode_replaces_the_base_and_the_cache_factors_follow()
    {
        var fast = new Tokens(Speed: "fast");

        Assert.Equal(8m, Cost("claude-opus-5-5", fast with { Input = 1_000_000 }));
        Assert.Equal(10m, Cost("claude-opus-5-5", fast with { Write5m = 1_000_000 }));
        Assert.Equal(16m, Cost("claude-opus-5-5", fast with { Write1h = 1_000_000 }));
        Assert.Equal(0.40m, Cost("claude-opus-5-5", fast with { Read = 1_000_000 }));
        Assert.Equal(40m, Cost("claude-opus-5-5", fast with { Output = 1_000_000 }));
        Assert.Equal(1m, Cost("claude-opus-4-8", fast with { Read = 1_000_000 }));
    }

    [Theory]
    [InlineData("claude-sonnet-5-5")]
    [InlineData("claude-haiku-5-5")]
    [InlineData("claude-opus-4-7")]
    public void Fast_request_without_a_known_fast_price_has_no_known_cost(string model) =>
        Assert.Null(Cost(model, new Tokens(Input: 1, Speed: "fast")));

    [Fact]
    public void Batch_halves_every_token_price_but_not_web_searches() =>
        Assert.Equal(
            ((4m + 20m + 0.2m + 5m + 8m) / 2) + 0.02m,
            Cost("claude-opus-5-5", new Tokens(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 2, Tier: "batch")));

    [Fact]
    public void Batch_does_not_apply_to_fast_requests() =>
        Assert.Equal(8m, Cost("claude-opus-5-5", new Tokens(1_000_000, Speed: "fast", Tier: "batch")));

    [Fact]
    public void Us_inference_adds_a_tenth_to_tokens_only() =>
        Assert.Equal(4.4m + 0.01m, Cost("claude-opus-5-5", new Tokens(Input: 1_000_000, Searches: 1, Geo: "us")));

    [Theory]
    [InlineData("standard", "global")]
    [InlineData("priority", "")]
    [InlineData("", "not_available")]
    public void Other_tiers_and_regions_pay_the_list_price(string tier, string geo) =>
        Assert.Equal(4m, Cost("claude-opus-5-5", new Tokens(Input: 1_000_000, Tier: tier, Geo: geo)));

    [Theory]
    [InlineData("claude-opus-5-6")]
    [InlineData("claude-opus-5-5-mini")]
    [InlineData("claude-opus")]
    [InlineData("claude-mythos-5-2")]
    [InlineData("gpt-6")]
    [InlineData("")]
    public void Unknown_model_has_no_cost_not_a_siblings(string model) =>
        Assert.Null(Cost(model, new Tokens(Input: 1_000_000)));

    [Fact]
    public void Parts_add_up_to_the_whole()
    {
        var usage = new Tokens(11, 22, 33, 44, 55, 6, Tier: "batch", Geo: "us").Usage;

        var parts = Book.Explain(usage, "claude-sonnet-5", November)!;

        Assert.Equal(Book.Cost(usage, "claude-sonnet-5", November), parts.TotalUsd);
        Assert.Equal(0.06m, parts.WebSearchUsd);
        Assert.Equal(11 * 2m * 0.55m / 1_000_000, parts.InputUsd);
    }

    [Fact]
    public void Fable_5_2_says_that_its_price_comes_from_third_parties() =>
        Assert.Equal(PriceConfidence.ThirdParty, Book.Find("claude-fable-5-2", November)!.Confidence);

    [Fact]
    public void Every_price_names_its_source_and_the_day_it_was_checked() =>
        Assert.All(Book.Prices, price => Assert.True(price.Source.Length > 0 && price.Checked.Year >= 2026));

    private static decimal? Cost(string model, Tokens tokens) => Book.Cost(tokens.Usage, model, November);

    private static decimal D(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Tokens(
        long Input = 0, long Output = 0, long Read = 0, long Write5m = 0, long Write1h = 0, long Searches = 0, string Speed = "", string Tier = "", string Geo = "")
    {
        public TokenUsage Usage => new(Input, Output, Read, Write5m, Write1h, Searches, Speed, Tier, Geo);
    }
}
