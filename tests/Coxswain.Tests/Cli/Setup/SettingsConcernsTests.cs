using Coxswain.Cli.Setup;
using Coxswain.Testing.Processes;

namespace Coxswain.Tests.Cli.Setup;

public sealed class SettingsConcernsTests : IDisposable
{
    private const string Endpoint = "http://127.0.0.1:4318";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "https://else.where", "2.1.282")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "https://else.where/v1/logs", "2.1.282")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "2.1.282")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-key=else", "2.1.282")]
    [InlineData("OTEL_METRICS_EXPORTER", "prometheus", "2.1.282")]
    [InlineData("OTEL_METRICS_EXPORTER", "none", "switches telemetry off")]
    [InlineData("CLAUDE_CODE_ENABLE_TELEMETRY", "0", "switches telemetry off")]
    public void Value_of_a_folder_that_wins_is_named_with_its_file_and_never_shown(string name, string value, string effect)
    {
        foreach (var scope in new[] { SettingsScope.Project, SettingsScope.Local })
        {
            var concern = Assert.Single(Find(Layer(scope, name, value)));

            Assert.True(concern.IsProblem);
            Assert.StartsWith($"{name}, set in /w/settings.json, ", concern.Text, StringComparison.Ordinal);
            Assert.Contains(effect, concern.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("else", concern.Text, StringComparison.Ordinal);
        }

        Assert.Contains("your organization's settings", Assert.Single(Find(Layer(SettingsScope.Managed, name, value))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318/")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "")]
    [InlineData("OTEL_LOGS_EXPORTER", "console, otlp")]
    [InlineData("CLAUDE_CODE_ENABLE_TELEMETRY", "true")]
    [InlineData("OTEL_LOGS_EXPORT_INTERVAL", "60000")]
    [InlineData("ANTHROPIC_MODEL", "opus")]
    public void Value_that_means_the_same_or_something_else_is_no_concern(string name, string value)
        => Assert.Empty(Find(Layer(SettingsScope.Managed, name, value), Layer(SettingsScope.Local, name, value)));

    [Fact]
    public void Other_headers_are_a_concern_where_the_receiver_asks_for_its_own()
    {
        var other = Layer(SettingsScope.Managed, "OTEL_EXPORTER_OTLP_HEADERS", "x-key=else");

        Assert.True(Assert.Single(SettingsConcerns.Find(null, [other], "grpc", Endpoint, "x-key=1")).IsProblem);
        Assert.Empty(SettingsConcerns.Find(null, [other], "grpc", Endpoint, "x-key=else"));
        Assert.Empty(Find(other));
    }

    [Fact]
    public void Helper_for_headers_is_a_note_a_problem_where_a_key_is_needed_and_nothing_over_grpc()
    {
        var helper = new SettingsLayer("/w/settings.json", SettingsScope.User, "{\"otelHeadersHelper\": \"/bin/keys\"}", null);

        Assert.False(Assert.Single(SettingsConcerns.Find(helper, [], "http/protobuf", Endpoint, null)).IsProblem);
        Assert.True(Assert.Single(SettingsConcerns.Find(helper, [], "http/json", Endpoint, "x-key=1")).IsProblem);
        Assert.True(Assert.Single(SettingsConcerns.Find(null, [helper with { Scope = SettingsScope.Managed }], "http/json", Endpoint, "x-key=1")).IsProblem);
        Assert.Empty(SettingsConcerns.Find(helper, [], "grpc", "http://127.0.0.1:4317", "x-key=1"));
    }

    [Theory]
    [InlineData("authorization=s3cret", null, null, "set in /u/settings.json, stays")]
    [InlineData(null, "authorization=s3cret", null, "set in this shell, stays")]
    [InlineData("", "authorization=s3cret", null, null)]
    [InlineData(null, "authorization=s3cret", "x-key=1", "set in this shell, stays")]
    [InlineData("x-key=1", "authorization=s3cret", "x-key=1", null)]
    [InlineData(null, null, null, null)]
    public void Headers_that_stay_are_noted_by_name_and_never_shown(string? file, string? shell, string? header, string? said)
    {
        var concern = SettingsConcerns.HeadersThatStay("/u/settings.json", Variables(file), Variables(shell), header);

        Assert.Equal(said is not null, concern is not null);
        Assert.True(concern is null or { IsProblem: false });
        Assert.Contains(said is null ? "" : $"OTEL_EXPORTER_OTLP_HEADERS, {said}", concern?.Text ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", concern?.Text ?? "", StringComparison.Ordinal);

        static Dictionary<string, string> Variables(string? value) => value is null ? [] : new() { ["OTEL_EXPORTER_OTLP_HEADERS"] = value };
    }

    [Theory]
    [InlineData("{ // mine\n}", 1)]
    [InlineData("{\"model\":\"opus\",}", 1)]
    [InlineData("{\"model\":\"opus\"}", 0)]
    [InlineData("\u00EF\u00BB\u00BF{}", 0)]
    public void Comments_and_trailing_commas_in_the_users_file_are_told_for_the_client_reads_none(string text, int problems)
        => Assert.Equal(problems, SettingsConcerns.Find(new SettingsLayer("/u/settings.json", SettingsScope.User, text, null), [], "grpc", Endpoint, null).Count(static one => one.IsProblem));

    [Theory]
    [InlineData("{", null)]
    [InlineData("", "denied")]
    public void File_that_cannot_be_read_is_said_to_be_unknown(string text, string? problem)
        => Assert.Contains("/w/settings.json cannot be read", Assert.Single(Find(new SettingsLayer("/w/settings.json", SettingsScope.Managed, text, problem))).Text, StringComparison.Ordinal);

    [Fact]
    public void Files_of_the_folder_its_repository_and_the_organization_are_found_the_weakest_first()
    {
        var (repository, inner, managed) = (_folder.Combine("repo"), _folder.Combine("repo", "inner"), _folder.Combine("managed"));
        Directory.CreateDirectory(Path.Combine(repository, ".git"));
        string[] expected =
        [
            Write(repository, ".claude", "settings.json"), Write(inner, ".claude", "settings.json"), Write(repository, ".claude", "settings.local.json"),
            Write(managed, "managed-settings.json"), Write(managed, "managed-settings.d", "10-a.json"), Write(managed, "managed-settings.d", "20-b.json"),
        ];

        Assert.Equal(expected, SettingsLayers.Read(inner, managed, "/none").Select(layer => layer.File));
        Assert.DoesNotContain(SettingsLayers.Read(repository, managed, expected[0]), layer => layer.Scope == SettingsScope.Project);
        Assert.Empty(SettingsLayers.Read(_folder.Combine("elsewhere"), _folder.Combine("nothing"), "/none"));
    }

    public void Dispose() => _folder.Dispose();

    private static IReadOnlyList<SettingsConcern> Find(params SettingsLayer[] others) => SettingsConcerns.Find(null, others, "http/protobuf", Endpoint, null);

    private static SettingsLayer Layer(SettingsScope scope, string name, string value) => new("/w/settings.json", scope, ClaudeSettingsText.Set(null, [(name, value)]).Text, null);

    private static string Write(params string[] parts)
    {
        var path = Path.Combine(parts);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "{}");
        return path;
    }
}
