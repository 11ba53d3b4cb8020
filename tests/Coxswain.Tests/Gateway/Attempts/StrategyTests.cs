using System.Globalization;
using System.Text.Json.Nodes;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Plans;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using static Coxswain.Tests.Gateway.Attempts.MessagesScript;

namespace Coxswain.Tests.Gateway.Attempts;

/// <summary>Where the same request again does not help, another one may: for clients that allow it.</summary>
public sealed class StrategyTests
{
    private static readonly (string Name, string Value)[] ClaudeCode = [("user-agent", "claude-cli/2.1.330 (external, cli)"), ("x-claude-code-session-id", "s1")];

    [Fact]
    public async Task Sonnet_timeout_whose_switch_target_fails_too_ends_with_a_reduced_prompt()
    {
        var original = Conversation("claude-sonnet-4-5", 15_000);
        await using var bed = await GatewayBed.StartAsync(
            async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                var body = await reader.ReadToEndAsync(context.RequestAborted);
                await (body.Contains("claude-haiku", StringComparison.Ordinal) ? Error(529, "overloaded_error", "Overloaded")
                    : body.Length >= original.Length ? SilenceAsync
                    : Stream(Whole))(context);
            },
            ("FirstContent", "00:00:01"));

        var answer = await bed.CallAsync(original);

        Assert.Equal((200, Whole, "token_reduction", "3"), (answer.Status, answer.Body, answer.Headers["x-coxswain-strategy"], answer.Headers["x-coxswain-attempts"]));
        var attempts = await AttemptsAsync(bed);
        Assert.Equal(
            ["first claude-sonnet-4-5 no_first_byte", "model_switch claude-haiku-5-5 overloaded", "token_reduction claude-sonnet-4-5 "],
            attempts.Select(static one => $"{one["strategy"]} {one["model"]} {one.GetValueOrDefault("failure")}"));
        // What the switch met is not what the shorter prompt was to make good.
        Assert.Equal([null, "no_first_byte", "no_first_byte"], attempts.Select(static one => one.GetValueOrDefault("cause")));
        Assert.InRange(long.Parse(attempts[2]["initial_tokens"], CultureInfo.InvariantCulture), 3_900, 4_400);
        Assert.InRange(long.Parse(attempts[2]["final_tokens"], CultureInfo.InvariantCulture), 1, 2_799);
    }

    [Fact]
    public async Task Request_is_switched_where_its_model_fails_and_the_client_is_told()
    {
        await using var bed = await GatewayBed.StartAsync(
            async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                var body = await reader.ReadToEndAsync(context.RequestAborted);
                await (body.Contains("\"claude-opus-4-5\"", StringComparison.Ordinal) ? Error(429, "rate_limit_error", "Slow down", ("retry-after", "900")) : Stream(Whole))(context);
            });

        var answer = await bed.CallAsync(Conversation("claude-opus-4-5", 1_000));

        Assert.Equal((200, "model_switch"), (answer.Status, answer.Headers["x-coxswain-strategy"]));
        Assert.StartsWith("claude-", answer.Headers["x-coxswain-model"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "rate_limit_error", "Slow down")]
    [InlineData(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum")]
    public async Task Claude_codes_request_is_never_changed_by_default(int status, string type, string message)
    {
        var script = new MessagesScript(Error(status, type, message, ("retry-after", "900")), Stream(Whole));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        var answer = await bed.CallAsync(Conversation("claude-opus-4-5", 1_000), ClaudeCode);

        Assert.Equal((status, ErrorBody(type, message)), (answer.Status, answer.Body));
        Assert.Single(script.Bodies);
    }

    [Fact]
    public async Task Prompt_too_long_is_made_to_fit()
    {
        var original = Conversation("claude-haiku-4-5", 60_000);
        var script = new MessagesScript(Error(400, "invalid_request_error", "prompt is too long: 17200 tokens > 12000 maximum"), Stream(Whole));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        var answer = await bed.CallAsync(original);

        Assert.Equal((200, "token_reduction"), (answer.Status, answer.Headers["x-coxswain-strategy"]));
        Assert.InRange(script.Bodies.Last().Length, 1, 60_000 * 12_000 / 17_200);
    }

    [Fact]
    public async Task What_no_reduction_makes_fit_is_answered_in_parts()
    {
        var calls = 0;
        await using var bed = await GatewayBed.StartAsync(InParts(() => ++calls == 0));

        var answer = await bed.CallAsync(LongQuestion(21_000));

        Assert.Equal((200, Whole, "context_chunking"), (answer.Status, answer.Body, answer.Headers["x-coxswain-strategy"]));
        Assert.InRange(calls, 5, 12);
    }

    [Theory]
    [InlineData(int.MaxValue, 200, "prompt_too_long")]
    [InlineData(3, 400, "prompt_too_long invalid_request")]
    public async Task Prompt_in_parts_has_one_outcome_and_every_part_that_was_answered_a_cost(int badCall, int status, string last)
    {
        var calls = 0;
        await using var bed = await GatewayBed.StartAsync(InParts(() => ++calls == badCall));

        Assert.Equal(status, (await bed.CallAsync(LongQuestion(21_000))).Status);

        var told = await AttemptsAsync(bed);
        var parts = told.Where(static one => one["strategy"] == "context_chunking").ToList();
        Assert.All(parts[..^1], static one => Assert.Equal((null, "0.0015"), (one.GetValueOrDefault("cause"), one["cost_usd"])));
        Assert.Equal(last, string.Join(' ', new[] { "cause", "failure" }.Select(parts[^1].GetValueOrDefault).OfType<string>()));
        Assert.DoesNotContain("cost_usd", parts[^1].Keys);
    }

    [Fact]
    public async Task Failure_that_passes_does_not_cost_the_parts_before_it()
    {
        var calls = 0;
        await using var bed = await GatewayBed.StartAsync(context => (++calls == 3 ? Error(529, "overloaded_error", "Overloaded") : InParts(static () => false))(context));

        Assert.Equal((200, Whole), (await bed.CallAsync(LongQuestion(21_000))) switch { var answer => (answer.Status, answer.Body) });
    }

    [Theory]
    [InlineData("refusal", 400, false)]
    [InlineData("max_tokens", 200, true)]
    [InlineData("end_turn", 200, false)]
    public async Task Part_that_is_no_whole_answer_is_not_taken_for_one(string end, int status, bool isMarked)
    {
        var (calls, last) = (0, "");
        await using var bed = await GatewayBed.StartAsync(async context =>
        {
            context.Request.EnableBuffering();
            last = await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted);
            context.Request.Body.Position = 0;
            await (++calls == 3 ? Document(Message.Replace("end_turn", end, StringComparison.Ordinal)) : InParts(static () => false))(context);
        });

        Assert.Equal(status, (await bed.CallAsync(LongQuestion(21_000))).Status);
        Assert.Equal(isMarked, last.Contains("hello [cut off here by its length limit]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answers_of_parts_are_asked_for_uncoded_and_the_clients_as_it_asks()
    {
        var asked = new List<string>();
        await using var bed = await GatewayBed.StartAsync(context =>
        {
            asked.Add(context.Request.Headers.AcceptEncoding.ToString());
            return InParts(static () => false)(context);
        });

        Assert.Equal(200, (await bed.CallAsync(LongQuestion(21_000), ("accept-encoding", "gzip, br"))).Status);

        Assert.Equal(("gzip, br", "gzip, br"), (asked[0], asked[^1]));
        Assert.All(asked[1..^1], static one => Assert.Equal("identity", one));
    }

    [Fact]
    public async Task No_part_is_begun_once_the_time_for_a_call_is_over()
    {
        var (clock, calls) = (new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56)), 0);
        await using var bed = await GatewayBed.StartAsync(
            clock,
            InParts(() =>
            {
                clock.Advance(TimeSpan.FromSeconds(3));
                return ++calls == 0;
            }),
            ("RecoveryTime", "00:00:07"));

        Assert.Equal(400, (await bed.CallAsync(LongQuestion(21_000))).Status);
        // The request itself, and the parts begun after 3 and 6 seconds.
        Assert.Equal(3, calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_three_times_the_window_is_answered_against_a_real_token_limit(bool isStream)
    {
        const int Window = 10_000;
        await using var upstream = await SimulatedUpstream.StartAsync(SimulatorPlan.Healthy, new SimulatorOptions { Window = Window }, TestContext.Current.CancellationToken);
        await using var bed = await GatewayBed.StartAsync(static _ => Task.CompletedTask, ("Upstream", upstream.Address));

        var answer = await bed.CallAsync(
            LongQuestion(3 * 4 * Window).Replace("claude-haiku-4-5", "claude-haiku-5-5", StringComparison.Ordinal).Replace("\"stream\":true", isStream ? "\"stream\":true" : "\"stream\":false", StringComparison.Ordinal), ("anthropic-version", "2023-06-01"), ("x-api-key", "k"));

        Assert.Equal((200, "context_chunking"), (answer.Status, answer.Headers.GetValueOrDefault("x-coxswain-strategy")));
        Assert.Contains(isStream ? "event: message_stop" : "\"stop_reason\":\"end_turn\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal([400], upstream.Calls.Take(1).Select(static call => call.Status));
        Assert.All(upstream.Calls.Skip(1), static call => Assert.Equal(200, call.Status));
    }

    [Fact]
    public async Task Client_hears_of_its_own_request_when_nothing_helps()
    {
        await using var bed = await GatewayBed.StartAsync(
            async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                var body = await reader.ReadToEndAsync(context.RequestAborted);
                await (body.Contains("\"claude-opus-4-5\"", StringComparison.Ordinal) ? Error(429, "rate_limit_error", "mine", ("retry-after", "900")) : Error(429, "rate_limit_error", "another's", ("retry-after", "900")))(context);
            });

        var answer = await bed.CallAsync(Conversation("claude-opus-4-5", 1_000));

        Assert.Equal((429, ErrorBody("rate_limit_error", "mine"), "false"), (answer.Status, answer.Body, answer.Headers["x-should-retry"]));
    }

    [Fact]
    public async Task Nothing_else_is_tried_once_the_time_for_a_call_is_over()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        var script = new MessagesScript(
            Then(Does(() => clock.Advance(TimeSpan.FromSeconds(3))), Error(429, "rate_limit_error", "mine", ("retry-after", "900"))), Stream(Whole));
        await using var bed = await GatewayBed.StartAsync(clock, script.AnswerAsync, ("RecoveryTime", "00:00:02"));

        Assert.Equal(429, (await bed.CallAsync(Conversation("claude-opus-4-5", 1_000))).Status);
        Assert.Single(script.Bodies);
    }

    [Theory]
    [InlineData(false, "token_reduction")]
    // What may be in the prompt cache costs a tenth there: a shorter prompt, written anew, is dearer.
    [InlineData(true, null)]
    public async Task Prompt_is_made_shorter_first_where_that_is_asked_for_and_pays_and_the_client_is_told(bool isCached, string? strategy)
    {
        var original = LongQuestion(30_000);
        original = isCached ? original.Replace("in common?\"", "in common?\",\"cache_control\":{\"type\":\"ephemeral\"}", StringComparison.Ordinal) : original;
        var script = new MessagesScript(Stream(Whole));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        var answer = await bed.CallAsync(original, ("x-coxswain-optimize", "true"));

        Assert.Equal((200, Whole, strategy), (answer.Status, answer.Body, answer.Headers.GetValueOrDefault("x-coxswain-strategy")));
        Assert.Equal((isCached, isCached), (original.Contains("cache_control", StringComparison.Ordinal), Assert.Single(script.Bodies).Length == original.Length));
    }

    [Fact]
    public async Task Counting_of_tokens_is_never_changed()
    {
        var script = new MessagesScript(Error(429, "rate_limit_error", "Slow down", ("retry-after", "900")), Document("""{"input_tokens":1}"""));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);
        using var request = bed.Request(HttpMethod.Post, "/v1/messages/count_tokens");
        request.Content = new StringContent(Conversation("claude-opus-4-5", 1_000));
        using var response = await bed.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(429, (int)response.StatusCode);
        Assert.Single(script.Bodies);
    }

    private static async Task<List<Dictionary<string, string>>> AttemptsAsync(GatewayBed bed) =>
        [.. (await bed.EventsAsync()).Where(static record => record.Body == "coxswain.gateway_attempt").Select(static record => record.Attributes.ToDictionary(static one => one.Key, static one => one.Value))];

    // A limit of 2,000 tokens at 3.5 bytes each: only a request as small as a part gets through. Calls come one after the other.
    private static RequestDelegate InParts(Func<bool> isRefused) => async context =>
    {
        var isBad = isRefused();
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var isStream = (bool?)JsonNode.Parse(body)!["stream"] == true;
        await (isBad ? Error(400, "invalid_request_error", "messages: not so")
            : body.Length > 7_000 ? Error(400, "invalid_request_error", $"prompt is too long: {body.Length * 2 / 7} tokens > 2000 maximum")
            : isStream ? Stream(Whole) : Document(Message))(context);
    };

    // Tool results that can be left out, and a question that cannot.
    private static string Conversation(string model, int bytes)
    {
        var results = Math.Max(1, bytes / 1_000);
        var messages = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Find the bug." });
        for (var i = 0; i < results; i++)
        {
            messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = new JsonArray(new JsonObject { ["type"] = "tool_use", ["id"] = $"toolu_{i}", ["name"] = "Read", ["input"] = new JsonObject { ["file_path"] = $"src/{i}.cs" } }) });
            messages.Add(new JsonObject { ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = $"toolu_{i}", ["content"] = string.Concat(Enumerable.Repeat($"line {i} of it\n", 50)) }) });
        }

        messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = "I have read all." });
        messages.Add(new JsonObject { ["role"] = "user", ["content"] = "And what is it?" });
        return new JsonObject { ["model"] = model, ["max_tokens"] = 1_000, ["stream"] = true, ["messages"] = messages }.ToJsonString();
    }

    private static string LongQuestion(int bytes) => new JsonObject
    {
        ["model"] = "claude-haiku-4-5", ["max_tokens"] = 300, ["stream"] = true,
        ["messages"] = new JsonArray(new JsonObject
        {
            ["role"] = "user",
            ["content"] = new JsonArray(
                new JsonObject { ["type"] = "text", ["text"] = string.Join("\n\n", Enumerable.Range(0, bytes / 100).Select(static i => $"Paragraph {i}: " + new string((char)('a' + (i % 26)), 85))) },
                new JsonObject { ["type"] = "text", ["text"] = "What do these paragraphs have in common?" }),
        }),
    }.ToJsonString();
}
