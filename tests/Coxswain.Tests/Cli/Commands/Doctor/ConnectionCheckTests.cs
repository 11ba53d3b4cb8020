using Coxswain.Cli.Commands.Doctor;
using Coxswain.Cli.Setup;
using Coxswain.Server.Api.Doctor;

namespace Coxswain.Tests.Cli.Commands.Doctor;

public sealed class ConnectionCheckTests
{
    private static readonly SettingsEdit Edit = ClaudeSettingsText.Set("{}", TelemetryEnvironment.For("http/protobuf", "http://127.0.0.1:4318", "authorization=Bearer key", toolDetails: false));
    private static readonly Dictionary<string, string> Empty = [];

    [Fact]
    public void Settings_as_connect_left_them_are_well() => Assert.Equal((DoctorStatus.Ok, 0), Look(Edit.Text, Empty));

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "https://else.where/v1/logs", 1)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "grpc", 1)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "authorization=Bearer other", 1)]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://127.0.0.1:4318/v1/logs", 0)]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_HEADERS", "", 0)]
    public void Variable_of_one_signal_that_leads_elsewhere_is_named_wherever_it_is_set(string name, string value, int problems)
    {
        var expected = (problems > 0 ? DoctorStatus.Warning : DoctorStatus.Ok, problems);

        Assert.Equal(expected, Look(ClaudeSettingsText.Set(Edit.Text, [(name, value)]).Text, Empty));
        Assert.Equal(expected, Look(Edit.Text, new Dictionary<string, string> { [name] = value }));
    }

    [Fact]
    public void File_wins_over_the_shell() => Assert.Equal(
        (DoctorStatus.Ok, 0),
        Look(
            ClaudeSettingsText.Set(Edit.Text, [("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://127.0.0.1:4318/v1/logs")]).Text,
            new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"] = "https://else.where" }));

    [Fact]
    public void Value_changed_since_is_named_and_no_value_is_shown()
    {
        var check = Check(Edit.Text.Replace("http://127.0.0.1:4318", "https://else.where", StringComparison.Ordinal), Empty);

        Assert.Equal(DoctorStatus.Warning, check.Status);
        Assert.Equal("OTEL_EXPORTER_OTLP_ENDPOINT no longer has the value that connect wrote.", Assert.Single(check.Details));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    public void File_that_is_gone_or_broken_is_not_called_well(string? text) => Assert.Equal(DoctorStatus.Warning, Check(text, Empty).Status);

    [Fact]
    public void Hooks_status_line_and_base_url_are_told_and_missed_when_they_are_gone()
    {
        var edit = ClaudeSettingsText.Set(
            Edit.Text, SettingsWish.Environment([(BaseUrl.Variable, "http://gateway")]), StatusLineSettings.For("cox statusline"), HookSettings.For("cox hook", "http://127.0.0.1:7420", null));
        var record = new ConnectionRecord("/home/dev/.claude/settings.json", null, "", edit, DateTimeOffset.UnixEpoch);
        DoctorCheck Of(string text) => ConnectionCheck.Of(record, new SettingsLayer(record.SettingsFile, SettingsScope.User, text, null), [], Empty);

        Assert.Equal(DoctorStatus.Ok, Of(edit.Text).Status);
        Assert.Contains("sends here, hooks too, and has the status line, since", Of(edit.Text).Summary, StringComparison.Ordinal);
        var changed = Of(edit.Text.Replace("cox statusline", "other", StringComparison.Ordinal).Replace("http://gateway", "http://other", StringComparison.Ordinal).Replace("\"PreCompact\"", "\"Else\"", StringComparison.Ordinal));
        Assert.Equal(DoctorStatus.Warning, changed.Status);
        Assert.Equal(
            ["ANTHROPIC_BASE_URL no longer has the value that connect wrote.", "hooks.PreCompact no longer has the value that connect wrote.", "statusLine no longer has the value that connect wrote."],
            changed.Details.Order(StringComparer.Ordinal));
        Assert.Contains(Of("{}").Details, static line => line.StartsWith("hooks.Stop no longer", StringComparison.Ordinal));
    }

    [Fact]
    public void Hook_of_budgets_that_older_versions_did_not_write_is_missed()
    {
        var whole = HookSettings.ForBudgets("cox hook --budgets");
        var old = ClaudeSettingsText.Set("{}", whole with { Members = [.. whole.Members.Take(1)] });
        var now = ClaudeSettingsText.Set("{}", whole);

        Assert.Equal(["hooks.PreToolUse", "hooks.SessionStart"], Check(old, old.Text, []).Details.Select(static line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Empty(Check(now, now.Text, []).Details);
        Assert.Empty(Check(Edit, Edit.Text, []).Details);
    }

    private static (DoctorStatus Status, int Problems) Look(string text, Dictionary<string, string> shell)
    {
        var check = Check(text, shell);
        return (check.Status, check.Details.Count);
    }

    [Fact]
    public void What_wins_over_the_file_is_a_warning_and_what_goes_out_with_it_a_note()
    {
        var project = new SettingsLayer("/w/.claude/settings.json", SettingsScope.Project, "{\"env\":{\"OTEL_LOGS_EXPORTER\":\"none\"}}", null);
        var helper = new SettingsLayer("/w/.claude/settings.local.json", SettingsScope.Local, "{\"otelHeadersHelper\":\"./keys.sh\"}", null);
        var keyless = ClaudeSettingsText.Set("{}", TelemetryEnvironment.For("http/protobuf", "http://127.0.0.1:4318", null, toolDetails: false));

        var warned = Check(keyless, keyless.Text, [], project, helper);
        var noted = Check(keyless, keyless.Text, [], helper);

        Assert.Equal((DoctorStatus.Warning, 2), (warned.Status, warned.Details.Count));
        Assert.Equal((DoctorStatus.Note, 1), (noted.Status, noted.Details.Count));
    }

    private static DoctorCheck Check(string? text, Dictionary<string, string> shell) => Check(Edit, text, shell);

    private static DoctorCheck Check(SettingsEdit edit, string? text, Dictionary<string, string> shell, params SettingsLayer[] others) => ConnectionCheck.Of(
        new ConnectionRecord("/home/x/.claude/settings.json", null, "", edit, new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)),
        text is null ? null : new SettingsLayer("/home/x/.claude/settings.json", SettingsScope.User, text, null), others, shell);
}
