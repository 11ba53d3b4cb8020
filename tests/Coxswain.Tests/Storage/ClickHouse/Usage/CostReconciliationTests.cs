namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>What counts when the client's figure and ours differ. Most figures were reported by Claude Code 2.1.330.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class CostReconciliationTests(UsageStoreBed bed)
{
    [Fact]
    public async Task Nothing_reported_means_ours_counts() =>
        await ExpectAsync("computed", 0.01232m, null);

    [Fact]
    public async Task Equal_to_a_billionth_agrees_and_ours_is_exact() =>
        await ExpectAsync("agrees", 0.01232m, 0.012320000000000001);

    /// <summary>Doubles next to a decimal from below: cut instead of rounded they lose the last digit.</summary>
    [Theory]
    [InlineData(0.043906455)]
    [InlineData(0.1 + 0.2)]
    [InlineData(1e-9)]
    [InlineData(123.456789012)]
    public async Task Reported_cost_is_kept_to_the_last_digit(double reported)
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("a", reported), UsageStoreRoom.Event("b", Math.BitDecrement(reported)));

        Assert.All(await room.RequestsAsync(), request => Assert.Equal((decimal)Math.Round(reported, 12), request.Reported));
    }

    [Fact]
    public async Task Unknown_model_has_no_cost_and_the_reported_one_stays_beside_it()
    {
        var request = await ExpectAsync("unknown_model", null, 0.5, ("model", "gpt-9"));

        Assert.Equal(0.5m, request.Reported);
    }

    /// <summary>The upstream answered with Haiku where Opus was asked for: the client priced Haiku's tokens as Opus.</summary>
    [Fact]
    public async Task Switched_answer_counts_at_the_answering_models_price()
    {
        var request = await ExpectAsync("switched_answer", 0.000333m, 0.012320000000000001, ("model", "claude-haiku-5-5"));

        Assert.Equal(0.01232m, request.Reported);
    }

    [Fact]
    public async Task Transcript_that_names_the_requested_model_narrows_a_switch_to_it()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("a", "claude-haiku-5-5") with { RequestedModel = "claude-opus-5-5[1m]" });
        await room.WriteAsync(UsageStoreRoom.Fact("b", "claude-haiku-5-5"));
        await room.WriteAsync(UsageStoreRoom.Event("a", 0.01232, ("model", "claude-haiku-5-5")), UsageStoreRoom.Event("b", 0.01232, ("model", "claude-haiku-5-5")));

        Assert.Equal(["switched_answer", "unexplained"], (await room.RequestsAsync()).Select(request => request.Status));
    }

    /// <summary>A stream cut after its start and tried again: the event has the second try's tokens and the cost of both.</summary>
    [Theory]
    [InlineData(0.0239)]
    [InlineData(0.01232 + 0.01148)]
    [InlineData(0.01232 + 0.01148 + 0.01148 + (9 * 0.00002))]
    public async Task Cut_try_is_paid_for_so_the_reported_cost_counts(double reported) =>
        await ExpectAsync("cut_try", (decimal)reported, reported);

    [Fact]
    public async Task Cut_try_that_wrote_the_cache_its_repetition_read_is_recognised()
    {
        var reported = ((120 * 4) + (7000 * 0.2) + (42 * 20) + (120 * 4) + (2000 * 5) + (5000 * 0.2) + (3 * 20)) / 1e6;

        await ExpectAsync("cut_try", (decimal)reported, reported, ("cache_read_tokens", "7000"), ("cache_creation_tokens", ""));
    }

    /// <summary>A repetition reads all its first try wrote; where it wrote something itself the figure has another reason, which nobody knows.</summary>
    [Fact]
    public async Task Rewritten_cache_is_no_explanation_where_the_repetition_wrote_some_itself()
    {
        var reported = 0.01232 + 0.01148 + (3 * 0.00002) + (100 * 4.8e-6);

        await ExpectAsync("unexplained", 0.01232m, reported);
    }

    /// <summary>Prices that doubled, or that a gateway charges, are not tries that broke off.</summary>
    [Theory]
    [InlineData(1.5)]
    [InlineData(2.5)]
    [InlineData(3)]
    public async Task Multiple_of_the_price_is_flagged(double times)
    {
        var ours = ((120 * 4) + (5000 * 0.2) + (2000 * 5) + (1000 * 20)) / 1e6;

        await ExpectAsync("unexplained", (decimal)ours, ours * times, ("output_tokens", "1000"), ("cache_creation_5m_tokens", "2000"));
    }

    [Fact]
    public async Task Price_of_the_united_states_counts_where_only_telemetry_told()
    {
        await ExpectAsync("us_by_price", 0.013552m, 0.013552);

        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("a"));
        await room.WriteAsync(UsageStoreRoom.Event("a", 0.013552));
        Assert.Equal("unexplained", Assert.Single(await room.RequestsAsync()).Status);
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(777)]
    public async Task Unsplit_writes_kept_for_an_hour_explain_a_higher_report(int oneHour)
    {
        var reported = 0.01232 + (oneHour * 3e-6);

        await ExpectAsync("one_hour_writes", (decimal)reported, reported);
    }

    /// <summary>Claude Code 2.1.330 in fast mode sends speed=normal and the fast price (tried with the real client against an upstream that says it was fast).</summary>
    [Theory]
    [InlineData("42", 0.024640000000000002)]
    [InlineData("4200", 0.19096)]
    public async Task Fast_price_of_an_event_that_does_not_say_fast_counts_as_reported(string output, double reported) =>
        await ExpectAsync("fast_by_price", (decimal)reported, reported, ("output_tokens", output));

    [Fact]
    public async Task Fast_price_is_no_explanation_where_a_transcript_says_it_was_not_fast()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("a") with { OutputTokens = 4200 });
        await room.WriteAsync(UsageStoreRoom.Event("a", 0.19096, ("output_tokens", "4200")));

        Assert.Equal("unexplained", Assert.Single(await room.RequestsAsync()).Status);
    }

    [Fact]
    public async Task Event_that_splits_its_writes_is_priced_by_the_split() =>
        await ExpectAsync("agrees", 0.01832m, 0.01832, ("cache_creation_1h_tokens", "2000"));

    [Fact]
    public async Task Web_searches_an_event_does_not_count_explain_whole_cents() =>
        await ExpectAsync("web_search", 0.03232m, 0.03232);

    /// <summary>4,880 to 5,000 tokens of input and two searches: a try that broke off after up to 24 output tokens would explain the same figure.</summary>
    [Theory]
    [InlineData("4880")]
    [InlineData("4900")]
    [InlineData("5000")]
    public async Task Whole_cents_are_web_searches_where_a_cut_try_would_fit_as_well(string input)
    {
        var reported = (int.Parse(input, System.Globalization.CultureInfo.InvariantCulture) * 4e-6) + (42 * 20e-6) + 0.02;

        await ExpectAsync("web_search", (decimal)reported, reported, ("input_tokens", input), ("cache_read_tokens", ""), ("cache_creation_tokens", ""));
    }

    [Theory]
    [InlineData(0.0111117)]
    [InlineData(0.0123333)]
    [InlineData(3.14159)]
    public async Task Anything_else_is_flagged_and_ours_counts(double reported)
    {
        var request = await ExpectAsync("unexplained", 0.01232m, reported);

        Assert.Equal((decimal)reported, request.Reported);
    }

    [Fact]
    public async Task Every_status_is_listed_with_both_sums_and_its_largest_differences()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(
            UsageStoreRoom.Event("a", 0.01232), UsageStoreRoom.Event("b", 0.0239), UsageStoreRoom.Event("c", 0.5), UsageStoreRoom.Event("d", 0.9), UsageStoreRoom.Event("e", 0.4, ("model", "gpt-9")));

        var agreements = await room.Store.ReadPriceAgreementsAsync(null, 1, CancellationToken.None);

        Assert.Equal(["agrees", "cut_try", "unexplained", "unknown_model"], agreements.Select(agreement => agreement.Status).Order());
        var unexplained = agreements.Single(agreement => agreement.Status == "unexplained");
        Assert.Equal((2, 0.02464m, 1.4m, 0.02464m), (unexplained.Requests, unexplained.OursUsd, unexplained.ReportedUsd, unexplained.CountedUsd));
        Assert.Equal("d", Assert.Single(unexplained.Examples).RequestKey);
        Assert.True(unexplained.IsDisagreement);
    }

    private async Task<ResolvedRequest> ExpectAsync(string status, decimal? counts, double? reported, params (string Key, string Value)[] changes)
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("req_1", reported, changes));
        var request = Assert.Single(await room.RequestsAsync());
        Assert.Equal(status, request.Status);
        Assert.Equal((double?)counts ?? double.NaN, (double?)request.Counts ?? double.NaN, 1e-9);
        return request;
    }
}
