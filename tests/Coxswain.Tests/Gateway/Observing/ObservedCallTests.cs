using System.Globalization;
using System.IO.Compression;
using System.Text;
using Coxswain.Tests.Gateway.Attempts;
using Microsoft.AspNetCore.Http;
using static Coxswain.Tests.Gateway.Attempts.MessagesScript;

namespace Coxswain.Tests.Gateway.Observing;

/// <summary>What is told of a call is what its client and its upstream said, and nothing of what they said to each other.</summary>
public sealed class ObservedCallTests
{
    private const string Secret = "sk-ant-marked";
    private const string Prompt = "marked prompt text";
    private static readonly string Streamed = $$"""{"model":"claude-haiku-4-5","max_tokens":100,"stream":true,"messages":[{"role":"user","content":"{{Prompt}}"}]}""";

    private static readonly (string Name, string Value)[] Client =
    [
        ("user-agent", "claude-cli/2.1.330 (external, cli)"), ("x-claude-code-session-id", "s1"), ("x-claude-code-agent-id", "a1"), ("x-claude-code-parent-agent-id", "p1"),
        ("x-claude-code-request-class", "subagent"), ("x-claude-code-agent-type", "Explore"), ("x-claude-code-prompt-id", "prompt-1"), ("x-client-request-id", "c1"), ("x-api-key", Secret), ("authorization", "Bearer " + Secret),
    ];

    public static TheoryData<string> Encodings => ["", "gzip", "br", "deflate"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Call_is_told_with_its_client_its_counts_and_its_cost(string encoding)
    {
        await using var bed = await GatewayBed.StartAsync(Coded(encoding, Start, Ping, Block, End));

        await bed.CallAsync(Streamed, Client);

        var call = await ToldAsync(bed);
        Assert.Equal(
            ("s1", "a1", "p1", "subagent", "Explore", "prompt-1", "c1", "claude-cli", "2.1.330"),
            (call["session.id"], call["agent.id"], call["agent.parent_id"], call["request.class"], call["agent.type"], call["prompt.id"], call["client_request_id"], call["client"], call["client.version"]));
        Assert.Equal(("claude-haiku-4-5", "msg_1", "req_1", "end_turn", "1000", "100", "answered", "99"), (call["model"], call["message_id"], call["request_id"], call["stop_reason"], call["input_tokens"], call["output_tokens"], call["end"], call["ratelimit.tokens-remaining"]));
        // A million tokens cost a dollar in and five dollars out.
        Assert.Equal(0.0015m, decimal.Parse(call["cost_usd"], CultureInfo.InvariantCulture));
        Assert.True(Number(call["first_byte_ms"]) <= Number(call["first_token_ms"]) && Number(call["first_token_ms"]) <= Number(call["duration_ms"]));
        Assert.DoesNotContain("unread_encoding", call.Keys);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Failure_is_seen_before_content_however_the_stream_is_coded(string encoding)
    {
        var calls = 0;
        await using var bed = await GatewayBed.StartAsync(context => (Interlocked.Increment(ref calls) == 1 ? Coded(encoding, Start, Overloaded) : Stream(Whole))(context));

        Assert.Equal(Whole, (await bed.CallAsync(Streamed, Client)).Body);
        Assert.Equal(2, calls);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip")]
    public async Task Stream_that_cannot_be_read_goes_through_and_is_told_as_unread(string claimed)
    {
        await using var bed = await GatewayBed.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = claimed;
            await Stream(Whole)(context);
        });

        Assert.Equal(Whole, (await bed.CallAsync(Streamed, Client)).Body);

        var call = await ToldAsync(bed);
        Assert.Equal((claimed, "answered"), (call["unread_encoding"], call["end"]));
        Assert.DoesNotContain("input_tokens", call.Keys);
    }

    [Fact]
    public async Task Answer_without_a_stream_is_told_alike()
    {
        await using var bed = await GatewayBed.StartAsync(Document(Message));

        await bed.CallAsync(Streamed.Replace("true", "false", StringComparison.Ordinal), Client);

        var call = await ToldAsync(bed);
        Assert.Equal(("false", "1000", "100", "msg_2", "req_2"), (call["stream"], call["input_tokens"], call["output_tokens"], call["message_id"], call["request_id"]));
    }

    [Fact]
    public async Task Answer_that_says_it_is_not_coded_is_read()
    {
        await using var bed = await GatewayBed.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "identity";
            return Document(Message)(context);
        });

        await bed.CallAsync(Streamed.Replace("true", "false", StringComparison.Ordinal), Client);

        var call = await ToldAsync(bed);
        Assert.Equal(("1000", "100"), (call.GetValueOrDefault("input_tokens"), call.GetValueOrDefault("output_tokens")));
        Assert.DoesNotContain("unread_encoding", call.Keys);
    }

    [Fact]
    public async Task Few_bytes_that_inflate_to_very_many_are_not_read_and_go_through()
    {
        using var coded = new MemoryStream();
        await using (var coder = new GZipStream(coded, CompressionLevel.Fastest, leaveOpen: true))
        {
            await coder.WriteAsync(Encoding.UTF8.GetBytes($$"""{"type":"message","pad":"{{new string('a', 70 << 20)}}"}"""), TestContext.Current.CancellationToken);
        }

        await using var bed = await GatewayBed.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.Body.WriteAsync(coded.ToArray(), context.RequestAborted).AsTask();
        });

        Assert.Equal(200, (await bed.CallAsync(Streamed.Replace("true", "false", StringComparison.Ordinal), Client)).Status);

        var call = await ToldAsync(bed);
        Assert.Equal(("gzip", "answered", $"{coded.Length}"), (call.GetValueOrDefault("unread_encoding"), call["end"], call["response_bytes"]));
    }

    [Fact]
    public async Task Refusal_without_a_body_is_told_with_its_status()
    {
        await using var bed = await GatewayBed.StartAsync(static context =>
        {
            context.Response.StatusCode = 402;
            return Task.CompletedTask;
        });

        Assert.Equal(402, (await bed.CallAsync(Streamed, Client)).Status);

        var call = await ToldAsync(bed);
        Assert.Equal(("402", "billing", "failed"), (call["status_code"], call["failure"], call["end"]));
    }

    [Fact]
    public async Task Nothing_that_was_said_and_no_key_is_told()
    {
        var script = new MessagesScript(Error(500, "api_error", "marked words of the upstream"), Error(400, "invalid_request_error", Prompt));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        await bed.CallAsync(Streamed, Client);

        var told = string.Join('\n', (await bed.EventsAsync()).SelectMany(static record => record.Attributes.Select(static one => one.Value)));
        Assert.DoesNotContain("marked", told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Counts_of_a_stream_that_was_cut_are_told_as_far_as_they_came()
    {
        var more = ":" + new string('x', 100_000) + "\n\n";
        await using var bed = await GatewayBed.StartAsync(Then(Stream(Start, Block, more), LateCutAsync));

        await bed.CallAsync(Streamed, Client);

        var call = await ToldAsync(bed);
        Assert.Equal($"{(Start + Block + more).Length}", call["response_bytes"]);
        Assert.Equal(("broken", "truncated_stream", "1000", "1"), (call["end"], call["failure"], call["input_tokens"], call["output_tokens"]));
    }

    [Fact]
    public async Task Failed_attempt_is_told_with_what_it_may_have_cost_and_apart_from_the_answers_cost()
    {
        await using var bed = await GatewayBed.StartAsync(new MessagesScript(Stream(Start, Overloaded), Stream(Whole)).AnswerAsync);

        await bed.CallAsync(Streamed, Client);

        var told = await bed.EventsAsync();
        var costs = told.Where(static record => record.Body == "coxswain.gateway_attempt")
            .Select(static record => record.Attributes.ToDictionary(static one => one.Key, static one => one.Value)).Select(static one => $"{one["strategy"]} {one.GetValueOrDefault("cost_usd")}");
        Assert.Equal(["first 0.001005", "retry "], costs);
        Assert.Equal("0.0015", told.Single(static record => record.Body == "coxswain.gateway_call").Attributes.Single(static one => one.Key == "cost_usd").Value);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<Dictionary<string, string>> ToldAsync(GatewayBed bed)
        => Assert.Single(await bed.EventsAsync(), static record => record.Body == "coxswain.gateway_call").Attributes.ToDictionary(static one => one.Key, static one => one.Value);

    // Flushed after each piece, as a server that streams does.
    private static RequestDelegate Coded(string encoding, params string[] pieces) => async context =>
    {
        context.Response.Headers["anthropic-ratelimit-tokens-remaining"] = "99";
        if (encoding.Length == 0)
        {
            await Stream(pieces)(context);
            return;
        }

        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["request-id"] = "req_1";
        context.Response.Headers.ContentEncoding = encoding;
        await using Stream coder = encoding switch
        {
            "gzip" => new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true),
        };
        foreach (var piece in pieces)
        {
            await coder.WriteAsync(Encoding.UTF8.GetBytes(piece), context.RequestAborted);
            await coder.FlushAsync(context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    };
}
