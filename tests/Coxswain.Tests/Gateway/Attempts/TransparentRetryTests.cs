using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using static Coxswain.Tests.Gateway.Attempts.MessagesScript;

namespace Coxswain.Tests.Gateway.Attempts;

/// <summary>A failure of which the client has seen nothing is tried again unseen; after that nothing is.</summary>
public sealed class TransparentRetryTests
{
    private const string Streamed = """{"model":"claude-haiku-4-5","max_tokens":100,"stream":true,"messages":[{"role":"user","content":"hi"}]}""";
    private const string Plain = """{"model":"claude-haiku-4-5","max_tokens":100,"messages":[{"role":"user","content":"hi"}]}""";

    public static TheoryData<string> Passing => [.. Failures.Keys];

    private static Dictionary<string, RequestDelegate> Failures { get; } = new()
    {
        ["500"] = Error(500, "api_error", "Internal server error"),
        ["502 in HTML"] = static async context =>
        {
            context.Response.StatusCode = 502;
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<html>Bad gateway</html>", context.RequestAborted);
        },
        ["503"] = Error(503, "api_error", "Unavailable"),
        ["504"] = Error(504, "timeout_error", "Timed out"),
        ["529"] = Error(529, "overloaded_error", "Overloaded"),
        ["429 for a moment"] = Error(429, "rate_limit_error", "Slow down", ("retry-after", "0")),
        ["overloaded as the first event"] = Stream(Overloaded),
        ["overloaded after the start"] = Stream(Start, Ping, Overloaded),
        ["empty stream"] = Stream(),
        ["stream of pings only"] = Stream(Ping, Ping),
        ["stream that ends before content"] = Stream(Start, Ping),
        ["connection cut before the head"] = CutAsync,
        ["connection cut after the head"] = Then(Stream(), CutAsync),
        ["connection cut before content"] = Then(Stream(Start), CutAsync),
    };

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task Passing_failure_is_tried_again_unseen(string failure)
    {
        var script = new MessagesScript(Failures[failure], Failures[failure], Stream(Start, Ping, Block, End));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        var answer = await bed.CallAsync(Streamed, ("x-claude-code-session-id", "s1"), ("user-agent", "claude-cli/2.1.330 (external, cli)"));

        Assert.Equal((200, Whole, "3"), (answer.Status, answer.Body, answer.Headers["x-coxswain-attempts"]));
        Assert.Equal([Streamed, Streamed, Streamed], script.Bodies);
        Assert.False(answer.Headers.ContainsKey("x-should-retry"));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("""{"id":"msg_2","type":"mess""", "cut off")]
    public async Task Document_that_is_none_is_tried_again(string body, string kind)
    {
        var script = new MessagesScript(Document(body), Document(Message));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        var answer = await bed.CallAsync(Plain);

        Assert.True((200, Message) == (answer.Status, answer.Body), kind);
    }

    [Theory]
    [InlineData(400, "invalid_request_error", "messages: field required")]
    [InlineData(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum")]
    [InlineData(401, "authentication_error", "invalid x-api-key")]
    [InlineData(402, "billing_error", "Your credit balance is too low")]
    [InlineData(403, "permission_error", "no")]
    [InlineData(404, "not_found_error", "model: claude-9")]
    [InlineData(413, "request_too_large", "Request exceeds the maximum size")]
    [InlineData(429, "rate_limit_error", "You have reached your specified workspace API usage limits.")]
    public async Task Lasting_failure_is_passed_on_at_once_and_unchanged(int status, string type, string message)
    {
        var script = new MessagesScript(Error(status, type, message), Stream(Whole));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        var answer = await bed.CallAsync(Streamed, ("x-claude-code-session-id", "s1"));

        Assert.Equal((status, ErrorBody(type, message)), (answer.Status, answer.Body));
        Assert.Single(script.Bodies);
        Assert.DoesNotContain(answer.Headers.Keys, static name => name.StartsWith("x-coxswain", StringComparison.Ordinal) || name == "x-should-retry");
    }

    [Theory]
    [InlineData("retry-after", "3600")]
    [InlineData("x-should-retry", "false")]
    public async Task Upstream_that_asks_not_to_be_called_soon_is_not(string header, string value)
    {
        var script = new MessagesScript(Error(429, "rate_limit_error", "Slow down", (header, value)), Stream(Whole));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        var answer = await bed.CallAsync(Streamed, ("x-claude-code-session-id", "s1"));

        Assert.Equal((429, value), (answer.Status, answer.Headers[header]));
        Assert.Single(script.Bodies);
    }

    [Fact]
    public async Task Next_attempt_is_made_no_earlier_than_the_upstream_asks()
    {
        var wait = TimeSpan.FromMilliseconds(300);
        var (refused, again) = (0L, TimeSpan.Zero);
        var script = new MessagesScript(
            Then(Error(429, "rate_limit_error", "Slow down", ("retry-after-ms", "300")), Does(() => refused = TimeProvider.System.GetTimestamp())),
            Then(Does(() => again = TimeProvider.System.GetElapsedTime(refused)), Stream(Whole)));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        Assert.Equal(Whole, (await bed.CallAsync(Streamed, ("x-claude-code-session-id", "s1"))).Body);

        // The answer is on its way before the clock is read.
        Assert.True(again > wait * 0.9, $"{again}");
    }

    [Fact]
    public async Task Stream_that_ends_after_content_and_before_its_last_event_is_told_as_broken()
    {
        var script = new MessagesScript(Stream(Start, Block), Stream(Whole));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        Assert.EndsWith("the upstream\\u0027s stream broke off.\"}}\n\n", (await bed.CallAsync(Streamed)).Body, StringComparison.Ordinal);
        Assert.Single(script.Bodies);
    }

    [Fact]
    public async Task Spent_attempts_end_with_the_upstreams_last_word_and_tell_the_client_not_to_go_on()
    {
        var script = new MessagesScript(Error(500, "api_error", "first"), Error(529, "overloaded_error", "Overloaded"));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync, ("MostAttempts", "3"));

        var answer = await bed.CallAsync(Streamed, ("x-claude-code-session-id", "s1"));

        Assert.Equal((529, ErrorBody("overloaded_error", "Overloaded"), "false", "3"), (answer.Status, answer.Body, answer.Headers["x-should-retry"], answer.Headers["x-coxswain-attempts"]));
        Assert.Equal(3, script.Bodies.Count);
    }

    [Fact]
    public async Task Stream_that_breaks_after_content_ends_with_an_error_event_and_is_never_joined_with_another()
    {
        var script = new MessagesScript(Then(Stream(Start, Block), LateCutAsync), Stream(Whole));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        var answer = await bed.CallAsync(Streamed);

        Assert.Equal(
            (200, Start + Block + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"Coxswain gateway: the upstream\\u0027s stream broke off.\"}}\n\n"),
            (answer.Status, answer.Body));
        Assert.Single(script.Bodies);
    }

    [Fact]
    public async Task Stream_whose_length_was_told_too_short_never_looks_whole()
    {
        const string Told = Start + Block;
        var script = new MessagesScript(context =>
        {
            context.Response.ContentLength = Told.Length;
            return Stream(Start, Block[..50], Block[50..])(context);
        });
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        for (var call = 0; call < 20; call++)
        {
            // A cut can take with it what is still on its way.
            var answer = await bed.CallAsync(Streamed).ContinueWith(static call => call.IsFaulted ? null : call.Result, TaskScheduler.Default);
            Assert.True(answer is null or { IsCut: true }, answer?.Body);
        }
    }

    [Fact]
    public async Task Stream_that_breaks_inside_an_event_is_cut_as_it_was()
    {
        var script = new MessagesScript(Then(Stream(Start, Block, "event: content_block_delta\ndata: {\"ty"), LateCutAsync));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        Assert.True((await bed.CallAsync(Streamed)).IsCut);
    }

    [Fact]
    public async Task Error_after_content_goes_on_as_it_came()
    {
        var script = new MessagesScript(Stream(Start, Block, Overloaded), Stream(Whole));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        Assert.Equal(Start + Block + Overloaded, (await bed.CallAsync(Streamed)).Body);
        Assert.Single(script.Bodies);
    }

    [Fact]
    public async Task Silence_after_content_ends_the_stream()
    {
        var script = new MessagesScript(Then(Stream(Start, Block), SilenceAsync));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync, ("Stall", "00:00:01"));

        Assert.EndsWith("the upstream\\u0027s stream went silent.\"}}\n\n", (await bed.CallAsync(Streamed)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_that_goes_while_the_answer_is_held_takes_the_upstreams_call_with_it()
    {
        var (begun, ended) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var bed = await GatewayBed.StartAsync(async context =>
        {
            await Stream(Start, Ping)(context);
            // It has had time to arrive.
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, context.RequestAborted);
            begun.SetResult();
            await SilenceAsync(context);
            ended.SetResult();
        });
        using var request = bed.Request(HttpMethod.Post, "/v1/messages");
        request.Content = new StringContent(Streamed);
        using var leaving = new CancellationTokenSource();
        var call = bed.Http.SendAsync(request, leaving.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        var told = Assert.Single(await bed.EventsAsync(), static record => record.Body == "coxswain.gateway_call");
        Assert.Contains(told.Attributes, static one => one is { Key: "end", Value: "client_gone" });
        // It is paid for all the same.
        var attempt = Assert.Single(await bed.EventsAsync(), static record => record.Body == "coxswain.gateway_attempt").Attributes;
        Assert.Contains(attempt, static one => one is { Key: "reason", Value: "client_gone" });
        Assert.Contains(attempt, static one => one is { Key: "input_tokens", Value: "1000" });
        Assert.Contains(attempt, static one => one is { Key: "request_id", Value: "req_1" });
    }

    [Fact]
    public async Task Nothing_is_recovered_where_recovery_is_off()
    {
        var script = new MessagesScript(Stream(Start, Overloaded), Stream(Whole));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync, ("OtherClients", "Off"));

        Assert.Equal(Start + Overloaded, (await bed.CallAsync(Streamed)).Body);
        Assert.Single(script.Bodies);
    }

    [Theory]
    [InlineData(false, 150)]
    // One that does not tell its length takes as much room as the largest may.
    [InlineData(true, 32 << 20)]
    public async Task Room_a_request_took_is_there_for_the_next_one(bool isChunked, int heldBytes)
    {
        var script = new MessagesScript([.. Enumerable.Range(0, 3).SelectMany(static _ => new[] { Error(529, "overloaded_error", "Overloaded"), Stream(Whole) })]);
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync, ("HeldBytes", heldBytes.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        for (var call = 0; call < 3; call++)
        {
            using var request = bed.Request(HttpMethod.Post, "/v1/messages");
            request.Content = isChunked ? new StreamContent(new UnknownLengthStream(System.Text.Encoding.UTF8.GetBytes(Streamed))) : new StringContent(Streamed);
            using var response = await bed.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((200, Whole), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        }
    }

    [Fact]
    public async Task Silence_is_the_clients_to_judge_where_recovery_is_off()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var bed = await GatewayBed.StartAsync(clock, Then(Then(Stream(Start, Block), _ => end.Task), static context => context.Response.WriteAsync(End)), ("OtherClients", "Off"), ("Stall", "00:00:01"));
        using var request = bed.Request(HttpMethod.Post, "/v1/messages");
        request.Content = new StringContent(Streamed);
        using var response = await bed.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await body.ReadExactlyAsync(new byte[(Start + Block).Length], TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromMinutes(10));
        end.SetResult();

        using var rest = new StreamReader(body);
        Assert.Equal(End, await rest.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Policy_nobody_knows_is_refused_and_not_taken_for_another()
    {
        var script = new MessagesScript(Stream(Whole));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        var answer = await bed.CallAsync(Streamed, ("x-coxswain-recovery", "of"));

        Assert.Equal((400, "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Coxswain gateway: x-coxswain-recovery takes off, transparent or full.\"}}"), (answer.Status, answer.Body));
        Assert.Empty(script.Bodies);
    }

    [Fact]
    public async Task Attempt_whose_answer_broke_is_none_that_was_answered()
    {
        var script = new MessagesScript(Then(Stream(Start, Block), LateCutAsync));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);
        await bed.CallAsync(Streamed);

        var attempt = Assert.Single(await bed.EventsAsync(), static record => record.Body == "coxswain.gateway_attempt").Attributes;
        Assert.Contains(attempt, static one => one is { Key: "failure", Value: "truncated_stream" });
    }

    [Fact]
    public async Task Request_that_cannot_be_held_goes_through_once()
    {
        var script = new MessagesScript(Error(529, "overloaded_error", "Overloaded"), Stream(Whole));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync, ("HeldBytes", "10"));

        Assert.Equal(529, (await bed.CallAsync(Streamed)).Status);
        Assert.Equal([Streamed], script.Bodies);
    }
}
