using Coxswain.Core.Telemetry.Drift;

namespace Coxswain.Tests.Core.Telemetry.Drift;

public sealed class DriftPolicyTests
{
    private static readonly TelemetryCatalog Catalog = new(
        new DateOnly(2026, 11, 22),
        "2.1.330",
        [new CatalogField("session.id", "sessions.session_id", false), new CatalogField("user.groups", null, false)],
        [new CatalogEntry("user_prompt", "prompts", [new("prompt_length", "prompts.o_prompt_length", true), new("prompt_text", null, false)])],
        [new CatalogEntry("claude_code.cost.usage", "activity", [new("model", "activity.model", false)])]);

    private readonly DriftPolicy _policy = new(Catalog);

    [Fact]
    public void Known_records_are_no_drift() => Assert.Empty(_policy.Compare(
    [
        Event("2.1.330", "user_prompt", "", 3), Event("2.1.330", "user_prompt", "prompt_length", 3), Event("2.1.330", "user_prompt", "session.id", 3),
        new("2.1.330", true, "claude_code.cost.usage", "", 2), new("2.1.330", true, "claude_code.cost.usage", "model", 2),
    ]));

    [Fact]
    public void New_and_raw_and_missing_attributes_are_told_per_version() => Assert.Equal(
    [
        new DriftFinding("2.1.330", DriftKind.Missing, false, "user_prompt", "prompt_length", 1),
        new DriftFinding("2.1.330", DriftKind.RawOnly, false, "user_prompt", "prompt_text", 2),
        new DriftFinding("2.1.330", DriftKind.RawOnly, false, "user_prompt", "user.groups", 1),
        new DriftFinding("2.1.331", DriftKind.NewName, false, "moon_landing", "", 9),
        new DriftFinding("2.1.331", DriftKind.NewAttribute, false, "user_prompt", "mood", 4),
    ],
    _policy.Compare(
    [
        Event("2.1.331", "user_prompt", "", 4), Event("2.1.331", "user_prompt", "prompt_length", 4), Event("2.1.331", "user_prompt", "mood", 4),
        Event("2.1.331", "moon_landing", "", 9), Event("2.1.331", "moon_landing", "prompt_length", 9),
        Event("2.1.330", "user_prompt", "", 3), Event("2.1.330", "user_prompt", "prompt_length", 2),
        Event("2.1.330", "user_prompt", "prompt_text", 2), Event("2.1.330", "user_prompt", "user.groups", 1),
    ]));

    [Fact]
    public void An_event_is_not_known_because_a_metric_has_its_name() => Assert.Equal(
        DriftKind.NewName, Assert.Single(_policy.Compare([Event("1", "claude_code.cost.usage", "", 1)])).Kind);

    [Fact]
    public void Shipped_catalog_is_dated_and_names_each_thing_once()
    {
        var shipped = TelemetryCatalog.Shipped();

        Assert.True(shipped.Published >= new DateOnly(2026, 11, 22));
        Assert.NotEmpty(shipped.ClientVersion);
        Assert.Contains(shipped.Events, static entry => entry.Name == "api_request" && entry.Attributes.Any(static one => one.Column == "api_requests.o_ttft_ms"));
        foreach (var entry in shipped.Events.Concat(shipped.Metrics))
        {
            Assert.Equal(entry.Attributes.Count, entry.Attributes.Select(static one => one.Name).Distinct().Count());
        }

        Assert.NotNull(new DriftPolicy(shipped));
    }

    // Sent only with OTEL_LOG_TOOL_DETAILS, by models that take an effort, when there was an answer, while streaming.
    [Theory]
    [InlineData("tool_result", "tool_input")]
    [InlineData("api_request", "effort")]
    [InlineData("api_request", "ttft_ms")]
    [InlineData("api_error", "status_code")]
    [InlineData("api_error", "request_id")]
    public void Attribute_a_healthy_client_may_leave_out_is_never_missing(string name, string attribute)
    {
        var entry = TelemetryCatalog.Shipped().Events.Single(one => one.Name == name);

        Assert.False(entry.Attributes.Single(one => one.Name == attribute).Always);
    }

    private static ObservedField Event(string version, string name, string attribute, long records) => new(version, false, name, attribute, records);
}
