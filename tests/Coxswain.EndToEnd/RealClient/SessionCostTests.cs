using Coxswain.Testing.Otlp;
using Coxswain.Testing.Upstream;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>After a session of the real client, <c>cox usage session</c> says the same cost as the client itself, whatever way the facts came.</summary>
public sealed class SessionCostTests(RealClientFixture fixture) : IClassFixture<RealClientFixture>
{
    private static readonly UpstreamStep[] ToolsAndText =
    [
        UpstreamStep.Call("Read", new { file_path = "README.md" }),
        UpstreamStep.Call("Grep", new { pattern = "login", path = "." }),
        UpstreamStep.Say("A shop."),
    ];

    [Theory]
    [InlineData(OtlpProtocol.HttpJson)]
    [InlineData(OtlpProtocol.HttpProtobuf)]
    [InlineData(OtlpProtocol.Grpc)]
    public async Task Telemetry_alone_gives_the_clients_total(OtlpProtocol protocol)
    {
        var run = new SessionRun(protocol, false);

        await run.CostsWhatTheClientSaysAsync(fixture, 3, ToolsAndText);
    }

    [Fact]
    public async Task Transcripts_alone_give_the_clients_total()
    {
        var run = new SessionRun(null, true);

        await run.CostsWhatTheClientSaysAsync(fixture, 3, ToolsAndText);
    }

    [Fact]
    public async Task Telemetry_and_transcripts_together_count_nothing_twice()
    {
        var run = new SessionRun(OtlpProtocol.HttpProtobuf, true);

        await run.CostsWhatTheClientSaysAsync(fixture, 3, ToolsAndText);
    }

    [Theory]
    [InlineData(OtlpProtocol.HttpProtobuf, false)]
    [InlineData(null, true)]
    [InlineData(OtlpProtocol.Grpc, true)]
    public async Task A_subagents_calls_belong_to_its_session(OtlpProtocol? protocol, bool transcripts)
    {
        var run = new SessionRun(protocol, transcripts);

        await run.CostsWhatTheClientSaysAsync(
            fixture,
            3,
            UpstreamStep.Call("Agent", new { description = "look", prompt = "look around", subagent_type = "Explore", run_in_background = false }),
            UpstreamStep.Say("sub done"),
            UpstreamStep.Say("all done"));
    }

    [Theory]
    [InlineData(OtlpProtocol.HttpJson, false)]
    [InlineData(OtlpProtocol.HttpProtobuf, true)]
    public async Task A_cut_stream_that_was_tried_again_costs_both_tries(OtlpProtocol protocol, bool transcripts)
    {
        var run = new SessionRun(protocol, transcripts);

        await run.CostsWhatTheClientSaysAsync(
            fixture,
            1,
            UpstreamStep.Say("A sh") with { Cut = true },
            UpstreamStep.Say("A shop."));
    }

    /// <summary>The client counts a third of the characters that came as output of the try that was cut.</summary>
    [Theory]
    [InlineData(OtlpProtocol.HttpJson, false)]
    [InlineData(OtlpProtocol.Grpc, true)]
    public async Task A_long_text_that_was_cut_and_tried_again_costs_both_tries(OtlpProtocol protocol, bool transcripts)
    {
        var run = new SessionRun(protocol, transcripts);

        await run.CostsWhatTheClientSaysAsync(
            fixture,
            1,
            UpstreamStep.Say(string.Concat(Enumerable.Repeat("word ", 800))) with { Cut = true },
            UpstreamStep.Say("A shop."));
    }

    /// <summary>As the API does it: what the first try wrote to its cache the second one reads.</summary>
    [Theory]
    [InlineData(OtlpProtocol.HttpProtobuf, false)]
    [InlineData(OtlpProtocol.HttpProtobuf, true)]
    public async Task A_cut_try_that_wrote_the_cache_costs_both_tries(OtlpProtocol protocol, bool transcripts)
    {
        var run = new SessionRun(protocol, transcripts);

        await run.CostsWhatTheClientSaysAsync(
            fixture,
            1,
            UpstreamStep.Say(string.Concat(Enumerable.Repeat("word ", 300))) with { Cut = true, Usage = new UpstreamUsage { CacheRead = 5000, CacheWrite = 2000 } },
            UpstreamStep.Say("A shop.") with { Usage = new UpstreamUsage { CacheRead = 7000, CacheWrite = 0 } });
    }

    /// <summary>The client keeps whole blocks of an answer that broke off and goes on from there.</summary>
    [Theory]
    [InlineData(OtlpProtocol.HttpJson, false)]
    [InlineData(OtlpProtocol.HttpProtobuf, true)]
    public async Task An_answer_that_broke_off_after_a_block_costs_what_the_client_says(OtlpProtocol protocol, bool transcripts)
    {
        var run = new SessionRun(protocol, transcripts);

        await run.CostsWhatTheClientSaysAsync(
            fixture,
            3,
            UpstreamStep.Call("Read", new { file_path = "README.md" }) with { CutAfterBlock = true },
            UpstreamStep.Say(string.Concat(Enumerable.Repeat("word ", 100))) with { CutAfterBlock = true },
            UpstreamStep.Say("A shop."));
    }

    [Theory]
    [InlineData("claude-sonnet-5-5", OtlpProtocol.HttpProtobuf, true)]
    [InlineData("claude-haiku-5-5", OtlpProtocol.HttpJson, true)]
    [InlineData("claude-haiku-5-5", null, true)]
    public async Task Other_models_cost_their_own_price(string model, OtlpProtocol? protocol, bool transcripts)
    {
        var run = new SessionRun(protocol, transcripts) { Arguments = ["--model", model] };

        // The second prompt is longer than 100,000 tokens, where Haiku 5.5 costs five times as much.
        await run.CostsWhatTheClientSaysAsync(
            fixture,
            2,
            UpstreamStep.Call("Read", new { file_path = "README.md" }),
            UpstreamStep.Say("A shop.") with { Usage = new UpstreamUsage { Input = 300, CacheRead = 110_000, CacheWrite = 4000 } });
    }

    [Theory]
    [InlineData(OtlpProtocol.HttpProtobuf, false)]
    [InlineData(null, true)]
    public async Task Hour_long_cache_writes_and_web_searches_are_priced(OtlpProtocol? protocol, bool transcripts)
    {
        var run = new SessionRun(protocol, transcripts);

        await run.CostsWhatTheClientSaysAsync(
            fixture,
            1,
            UpstreamStep.Say("A shop.") with { Usage = new UpstreamUsage { CacheWrite = 3000, CacheWrite5m = 1000, CacheWrite1h = 2000, WebSearches = 2 } });
    }

    [Fact]
    public async Task An_error_before_the_answer_costs_nothing()
    {
        var run = new SessionRun(OtlpProtocol.HttpProtobuf, true);

        await run.CostsWhatTheClientSaysAsync(fixture, 1, UpstreamStep.Fail(529, "overloaded_error", "Overloaded"), UpstreamStep.Say("A shop."));
    }
}
