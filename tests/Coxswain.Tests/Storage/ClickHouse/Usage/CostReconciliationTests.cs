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
        await room.WriteAsync(UsageStoreRoom.Fact("b", "claude-haiku-5-5") with { Tries = 1 });
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

    /// <param name="write">Dollars a million tokens written: kept for 5 minutes, or for an hour.</param>
    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public async Task Cut_try_that_wrote_the_cache_its_repetition_read_is_recognised(double write)
    {
        var reported = ((120 * 4) + (7000 * 0.2) + (42 * 20) + (120 * 4) + (2000 * write) + (5000 * 0.2) + (3 * 20)) / 1e6;

        await ExpectAsync("likely_cut_try", (decimal)reported, reported, ("cache_read_tokens", "7000"), ("cache_creation_tokens", ""));
    }

    /// <summary>A repetition reads all its first try wrote; where it wrote something itself the figure has another reason, which nobody knows.</summary>
    [Fact]
    public async Task Rewritten_cache_is_no_explanation_where_the_repetition_wrote_some_itself()
    {
        var reported = 0.01232 + 0.01148 + (3 * 0.00002) + (101 * 4.8e-6);

        await ExpectAsync("unexplained", 0.01232m, reported);
    }

    /// <summary>The transcript has a line for each try: with one there was none that broke off, and with two there was one at most.</summary>
    [Theory]
    [InlineData(0, 0.0239, "cut_try")]
    [InlineData(1, 0.0239, "unexplained")]
    [InlineData(2, 0.0239, "cut_try")]
    [InlineData(2, 0.02, "unexplained")]
    [InlineData(3, 0.03538, "cut_try")]
    public async Task Tries_the_transcript_has_lines_for_prove_and_refute(byte tries, double reported, string status)
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("a") with { Tries = tries });
        await room.WriteAsync(UsageStoreRoom.Event("a", reported));

        Assert.Equal(status, Assert.Single(await room.RequestsAsync()).Status);
    }

    [Theory]
    [InlineData(0, "likely_cut_try")]
    [InlineData(1, "unexplained")]
    [InlineData(2, "cut_try")]
    public async Task Try_that_warmed_the_cache_is_sure_where_the_transcript_has_a_line_for_it(byte tries, string status)
    {
        var reported = ((120 * 4) + (7000 * 0.2) + (42 * 20) + (120 * 4) + (2000 * 5) + (5000 * 0.2) + (1333 * 20)) / 1e6;
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("a") with { Tries = tries, CacheReadTokens = 7000, CacheWrite5mTokens = 0, CacheWrite1hTokens = 0 });
        await room.WriteAsync(UsageStoreRoom.Event("a", reported, ("cache_read_tokens", "7000"), ("cache_creation_tokens", "")));

        Assert.Equal(status, Assert.Single(await room.RequestsAsync()).Status);
    }

    /// <summary>Prices that doubled, or that a gateway charges, look like tries that broke off in the middle of a long text; a transcript with one line for one try tells.</summary>
    [Theory]
    [InlineData(1.5)]
    [InlineData(2.5)]
    [InlineData(3)]
    public async Task Multiple_of_the_price_is_flagged(double times)
    {
        var ours = ((120 * 4) + (5000 * 0.2) + (2000 * 5) + (1000 * 20)) / 1e6;
        await ExpectAsync("likely_cut_try", (decimal)(ours * times), ours * times, ("output_tokens", "1000"), ("cache_creation_5m_tokens", "2000"));

        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("a") with { OutputTokens = 1000, Tries = 1 });
        await room.WriteAsync(UsageStoreRoom.Event("a", ours * times, ("output_tokens", "1000"), ("cache_creation_5m_tokens", "2000")));
        Assert.Equal(("unexplained", (decimal)ours), Assert.Single((await room.RequestsAsync()).Select(request => (request.Status, request.Counts ?? 0))));
    }

    /// <summary>As the real client counted them: 4,000 characters that came before the stream broke off are 1,333 tokens.</summary>
    [Theory]
    [InlineData(0, "likely_cut_try")]
    [InlineData(1, "unexplained")]
    [InlineData(2, "cut_try")]
    public async Task Long_text_that_was_cut_is_paid_for(byte tries, string status)
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("a") with { Tries = tries });
        await room.WriteAsync(UsageStoreRoom.Event("a", 0.050460000000000005));

        Assert.Equal((status, tries == 1 ? 0.01232m : 0.05046m), Assert.Single((await room.RequestsAsync()).Select(request => (request.Status, request.Counts ?? 0))));
    }

    /// <summary>The stream broke off after a whole block: the answer is kept, with the usage its first event told and a cost with its output estimated.</summary>
    [Theory]
    [InlineData("1", 0.01158, "cut_answer")]
    [InlineData("1", 0.03814, "cut_answer")]
    [InlineData("1", 0.011585, "unexplained")]
    [InlineData("42", 0.0124, "unexplained")]
    public async Task Answer_that_broke_off_and_was_kept_costs_what_the_client_estimates(string output, double reported, string status) =>
        await ExpectAsync(status, status == "cut_answer" ? (decimal)reported : output == "1" ? 0.0115m : 0.01232m, reported, ("output_tokens", output));

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
        await room.WriteAsync(UsageStoreRoom.Fact("a") with { OutputTokens = 4200, Tries = 1 });
        await room.WriteAsync(UsageStoreRoom.Event("a", 0.19096, ("output_tokens", "4200")));

        Assert.Equal("unexplained", Assert.Single(await room.RequestsAsync()).Status);
    }

    [Fact]
    public async Task Event_that_splits_its_writes_is_priced_by_the_split() =>
        await ExpectAsync("agrees", 0.01832m, 0.01832, ("cache_creation_1h_tokens", "2000"));

    /// <summary>The client's own search calls make eight at most.</summary>
    [Theory]
    [InlineData(2, "web_search")]
    [InlineData(8, "web_search")]
    [InlineData(9, "likely_cut_try")]
    public async Task Web_searches_an_event_does_not_count_explain_whole_cents(int searches, string status)
    {
        var reported = 0.01232 + (searches * 0.01);

        await ExpectAsync(status, (decimal)reported, reported);
    }

    /// <summary>Opus 5 costs in fast mode what Fable 5 costs; telemetry tells neither fast mode nor which model was asked.</summary>
    [Fact]
    public async Task Price_of_fast_mode_that_is_another_models_too_is_flagged() =>
        await ExpectAsync("fast_or_switched", 0.4m, 0.4, ("model", "claude-opus-5"), ("input_tokens", "30000"), ("output_tokens", "2000"), ("cache_read_tokens", ""), ("cache_creation_tokens", ""));

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
            UsageStoreRoom.Event("a", 0.01232), UsageStoreRoom.Event("b", 0.0239), UsageStoreRoom.Event("c", 0.500003), UsageStoreRoom.Event("d", 0.900003), UsageStoreRoom.Event("e", 0.4, ("model", "gpt-9")));

        var agreements = await room.Store.ReadPriceAgreementsAsync(null, 1, CancellationToken.None);

        Assert.Equal(["agrees", "cut_try", "unexplained", "unknown_model"], agreements.Select(agreement => agreement.Status).Order());
        var unexplained = agreements.Single(agreement => agreement.Status == "unexplained");
        Assert.Equal((2, 0.02464m, 1.400006m, 0.02464m), (unexplained.Requests, unexplained.OursUsd, unexplained.ReportedUsd, unexplained.CountedUsd));
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
