using System.Text;
using System.Text.Json.Nodes;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Limits;
using Coxswain.Testing.Upstream.Simulation.Plans;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Testing.Upstream.Simulation;

public sealed class SimulatorLimitTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Prompt_over_the_window_is_refused_with_both_numbers_and_counted_the_same()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy, new SimulatorOptions { Window = 200 });

        // 188 tokens of text, 4 of the message, 8 of the request.
        Assert.Equal(200, (int)(await bed.CallAsync(SimulatorBed.Ask(new string('a', 752)), "/v1/messages/count_tokens"))["input_tokens"]!);
        Assert.Equal(200, (int)(await bed.CallAsync(SimulatorBed.Ask(new string('a', 752))))["usage"]!["input_tokens"]!);
        Assert.Equal((400, "prompt is too long: 201 tokens > 200 maximum"), await bed.RefusedAsync(SimulatorBed.Ask(new string('a', 753))));
        Assert.Equal(201, (int)(await bed.CallAsync(SimulatorBed.Ask(new string('a', 753)), "/v1/messages/count_tokens"))["input_tokens"]!);
    }

    [Fact]
    public async Task Tools_system_calls_and_results_are_counted()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);
        var ask = SimulatorBed.Ask();
        ask["system"] = "12345";
        ask["tools"] = new JsonArray(new JsonObject { ["name"] = "t" });
        ask["messages"] = new JsonArray(
            SimulatorBed.Say("user", "é"),
            SimulatorBed.Say("assistant", new JsonObject { ["type"] = "tool_use", ["id"] = "a", ["name"] = "t", ["input"] = new JsonObject() }),
            SimulatorBed.Say("user", new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = "a", ["content"] = "ok" }));
        var call = Tokens("""{"type":"tool_use","id":"a","name":"t","input":{}}""");
        var result = Tokens("""{"type":"tool_result","tool_use_id":"a","content":"ok"}""");

        Assert.Equal(8 + (8 + Tokens("""{"name":"t"}""")) + 2 + (4 + 1) + (4 + call) + (4 + result), (int)(await bed.CallAsync(ask, "/v1/messages/count_tokens"))["input_tokens"]!);
    }

    [Fact]
    public async Task Body_over_the_limit_of_bytes_is_413()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);

        Assert.Equal((413, "Request exceeds the maximum size"), await bed.RefusedAsync(SimulatorBed.Ask(new string('a', 32 << 20))));
    }

    [Fact]
    public async Task Requests_over_the_rate_wait_until_the_bucket_refills()
    {
        await using var bed = await StartAsync(new RateLimit(2, null));
        using var first = await bed.PostAsync(SimulatorBed.Ask());
        await bed.CallAsync(SimulatorBed.Ask());

        using var third = await bed.PostAsync(SimulatorBed.Ask());
        _clock.Advance(TimeSpan.FromSeconds(29));
        using var early = await bed.PostAsync(SimulatorBed.Ask());
        _clock.Advance(TimeSpan.FromSeconds(1));
        using var later = await bed.PostAsync(SimulatorBed.Ask());

        Assert.Equal([200, 429, 429, 200], new[] { first, third, early, later }.Select(static response => (int)response.StatusCode));
        Assert.Equal(("30", "1"), (Header(third, "retry-after"), Header(early, "retry-after")));
        Assert.Equal(("2", "1", "2026-11-26T08:00:30Z"), (Header(first, "anthropic-ratelimit-requests-limit"), Header(first, "anthropic-ratelimit-requests-remaining"), Header(first, "anthropic-ratelimit-requests-reset")));
        Assert.Equal("0", Header(third, "anthropic-ratelimit-requests-remaining"));
    }

    [Fact]
    public async Task Input_tokens_over_the_rate_wait_and_cache_reads_are_free()
    {
        await using var bed = await StartAsync(new RateLimit(null, 1100));
        var ask = SimulatorBed.Ask();
        ask["system"] = new JsonArray(SimulatorBed.Text(new string('a', 4000), "5m"));

        // 1,000 written and 14 beside it; then 14 and 14 of the 86 left, and after that a prompt that does not fit.
        Assert.Equal(200, (await bed.RefusedAsync(ask)).Status);
        Assert.Equal(200, (await bed.RefusedAsync(ask)).Status);
        using var third = await bed.PostAsync(ask);
        using var full = await bed.PostAsync(SimulatorBed.Ask(new string('b', 4000)));

        Assert.Equal(200, (int)third.StatusCode);
        Assert.Equal((1100 - 1000 - (3 * 14)).ToString(System.Globalization.CultureInfo.InvariantCulture), Header(third, "anthropic-ratelimit-input-tokens-remaining"));
        Assert.Equal(429, (int)full.StatusCode);
        Assert.Equal(Math.Ceiling((1012 - 58) / 1100.0 * 60).ToString(System.Globalization.CultureInfo.InvariantCulture), Header(full, "retry-after"));
    }

    [Fact]
    public async Task Limits_are_of_one_model()
    {
        await using var bed = await StartAsync(new RateLimit(1, null));
        await bed.CallAsync(SimulatorBed.Ask());

        Assert.Equal(429, (await bed.RefusedAsync(SimulatorBed.Ask())).Status);
        Assert.Equal(200, (await bed.RefusedAsync(SimulatorBed.Ask(model: "claude-haiku-5-5"))).Status);
    }

    [Fact]
    public async Task Subscription_tells_of_its_windows_and_refuses_when_one_is_spent()
    {
        var now = _clock.GetUtcNow();
        var options = new SimulatorOptions { Clock = _clock, Subscription = new Subscription(new SubscriptionWindow(0.25, now.AddHours(2)), new SubscriptionWindow(0.5, now.AddDays(3))) };
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy, options);

        using var allowed = await bed.PostAsync(SimulatorBed.Ask());
        bed.Upstream.Subscription = options.Subscription with { FiveHours = new SubscriptionWindow(1, now.AddHours(2)) };
        using var refused = await bed.PostAsync(SimulatorBed.Ask());

        Assert.Equal((200, 429), ((int)allowed.StatusCode, (int)refused.StatusCode));
        Assert.Equal(("allowed", "0.25", "seven_day"), (Header(allowed, "anthropic-ratelimit-unified-status"), Header(allowed, "anthropic-ratelimit-unified-5h-utilization"), Header(allowed, "anthropic-ratelimit-unified-representative-claim")));
        Assert.Equal(("rejected", "7200"), (Header(refused, "anthropic-ratelimit-unified-status"), Header(refused, "retry-after")));
        Assert.Equal(now.AddHours(2).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), Header(refused, "anthropic-ratelimit-unified-5h-reset"));
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static int Tokens(string json) => (Encoding.UTF8.GetByteCount(json) + 3) / 4;

    private Task<SimulatorBed> StartAsync(RateLimit limit)
        => SimulatorBed.StartAsync(SimulatorPlan.Healthy, new SimulatorOptions { Clock = _clock, Limits = new Dictionary<string, RateLimit> { [SimulatorBed.Opus] = limit } });
}
