using System.Globalization;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Arriving;
using Coxswain.Otlp;
using Coxswain.Testing;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Core.Telemetry.Arriving;

/// <summary>What is remembered of events as they arrive: those of the real client, and none of their words.</summary>
public sealed class RecentArrivalsTests
{
    private const string Secret = "the words of a prompt";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Request_tells_model_cost_tokens_and_how_long_it_took()
    {
        var arrivals = new RecentArrivals(_clock);
        arrivals.Add(Batch(Event(
            "api_request", ("session.id", "s"), ("model", "claude-opus-5-5"), ("cost_usd", "0.0125"), ("input_tokens", "5"), ("output_tokens", "7"), ("cache_read_tokens", "100"), ("cache_creation_tokens", "20"), ("duration_ms", "900"))));

        var read = arrivals.Read();

        Assert.Equal((1L, _clock.GetUtcNow()), (read.Taken, read.Since));
        Assert.Equal(new ArrivedEvent(_clock.GetUtcNow(), _clock.GetUtcNow(), "api_request", "s", "claude-opus-5-5", "", 0.0125m, 125, 7, 900, null, null), Assert.Single(read.Events));
    }

    [Fact]
    public void Only_the_newest_are_kept_and_all_are_counted()
    {
        var arrivals = new RecentArrivals(_clock);
        for (var i = 0; i < 120; i++)
        {
            arrivals.Add(Batch(Event("tool_result", ("tool_name", i.ToString(CultureInfo.InvariantCulture)), ("success", "false"))));
        }

        var read = arrivals.Read();

        Assert.Equal((120L, RecentArrivals.Most), (read.Taken, read.Events.Count));
        Assert.Equal(("119", "70"), (read.Events[0].Tool, read.Events[^1].Tool));
        Assert.False(read.Events[0].Succeeded);
    }

    /// <summary>A body or a name may be any text; an attribute may be any text of any length.</summary>
    [Fact]
    public void Whatever_is_sent_what_is_kept_is_small_and_holds_no_text_but_names()
    {
        var text = Gen.OneOf(Gen.Const(Secret), Gen.Const(""), Gen.Const("claude_code." + Secret), Gen.Const("claude_code.user_prompt"), Gen.String, Gen.Const(new string('x', 1_000_000)), Gen.Const("-1"), Gen.Const("1e400"), Gen.Const("NaN"));
        Gen.Select(text, text, text).Array[0, 5].Sample(records =>
        {
            var arrivals = new RecentArrivals(_clock);
            arrivals.Add(Batch([.. records.Select(one => Event(one.Item1, ("prompt", Secret), ("session.id", one.Item2), ("model", one.Item3), ("cost_usd", one.Item2), ("input_tokens", one.Item3), ("status_code", one.Item2)) with { Body = one.Item2, EventName = one.Item3 })]));
            foreach (var kept in arrivals.Read().Events)
            {
                Assert.Matches("^[a-z0-9_.]{1,64}$", kept.Name);
                Assert.DoesNotContain(Secret, kept.Name, StringComparison.Ordinal);
                Assert.True(kept.SessionId.Length + kept.Model.Length + kept.Tool.Length <= 600);
                Assert.True(kept.CostUsd is null or >= 0 && kept.PromptTokens is null or >= 0);
            }
        });
    }

    [Theory]
    [InlineData("overloaded-exhausted/0006-v1-logs.json", "api_error")]
    [InlineData("tools-json/0007-v1-logs.json", "tool_result")]
    [InlineData("subagent/0006-v1-logs.json", "api_request")]
    public void Real_clients_events_are_known(string capture, string name)
    {
        var arrivals = new RecentArrivals(_clock);
        arrivals.Add(OtlpDecoder.Decode(OtlpSignal.Logs, OtlpEncoding.Json, File.ReadAllBytes(Path.Combine(Captures.Folder, capture)), new OtlpOptions(), _clock.GetUtcNow()).Batch);

        Assert.Contains(arrivals.Read().Events, one => one.Name == name && one.SessionId.Length > 0);
    }

    private LogRecord Event(string name, params (string Key, string Value)[] attributes) => new(
        new TelemetryOrigin(), LogRecord.Nanoseconds(_clock.GetUtcNow()), "", "", 0, "", 0, "claude_code." + name, "", [.. attributes.Append((Key: "event.name", Value: name)).Select(static one => new KeyValue(one.Key, one.Value))]);

    private static TelemetryBatch Batch(params IReadOnlyList<LogRecord> logs) => new() { Logs = logs };
}
