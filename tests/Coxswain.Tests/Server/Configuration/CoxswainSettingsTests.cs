using System.Text;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;
using Coxswain.Testing.Processes;
using CsCheck;

namespace Coxswain.Tests.Server.Configuration;

/// <summary>Table B18, and where values come from.</summary>
public sealed class CoxswainSettingsTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    [Fact]
    public void Flags_win_over_environment_and_environment_over_the_file()
    {
        Write("server:\n  apiAddress: 1111\n  otlpHttpAddress: 2222\n  otlpGrpcAddress: 3333\n");

        var settings = Load(
            [("COX_SERVER_OTLP_HTTP_ADDRESS", "2223"), ("COX_SERVER_OTLP_GRPC_ADDRESS", "3334")],
            ("server.otlpGrpcAddress", "3335", "--otlp-grpc"));

        Assert.Equal(("1111", $"{_home.Combine("config.yaml")}:2"), Value(settings, "server.apiAddress"));
        Assert.Equal(("2223", "COX_SERVER_OTLP_HTTP_ADDRESS"), Value(settings, "server.otlpHttpAddress"));
        Assert.Equal(("3335", "--otlp-grpc"), Value(settings, "server.otlpGrpcAddress"));
        Assert.Equal(("400", "default"), Value(settings, "store.retentionDays"));
        Assert.Equal("3335", settings.Configuration["Coxswain:Server:OtlpGrpcAddress"]);
    }

    [Fact]
    public void Environment_of_the_plan_is_understood_and_keeps_its_data_apart()
    {
        var settings = Load([("CLICKHOUSE_HOST", "db:9000"), ("TELEMETRY_ENV", "development"), ("TELEMETRY_LOG_LEVEL", "DEBUG")]);

        Assert.Equal(("db:9000", "CLICKHOUSE_HOST"), Value(settings, "store.host"));
        Assert.Equal(("telemetry_dev", "TELEMETRY_ENV"), Value(settings, "store.database"));
        Assert.Equal(_home.Combine("data-development"), settings.Folder.Root);
        Assert.Equal("DEBUG", settings.Configuration["Coxswain:Server:LogLevel"]);
    }

    [Fact]
    public void Variable_that_is_no_setting_is_named_in_a_warning()
        => Assert.Contains("COX_SERVER_API_ADRESS", Assert.Single(Load([("COX_SERVER_API_ADRESS", "1")]).Warnings), StringComparison.Ordinal);

    public static TheoryData<string, string> Broken => new()
    {
        { "server:\n  apiAdress: 1\n", "unknown setting \"server.apiAdress\"" },
        { "sever:\n  apiAddress: 1\n", "did you mean server.apiAddress" },
        { "apiAddress: 1\n", "did you mean server.apiAddress" },
        { "outbox:\n  batchRows: many\n", "outbox.batchRows must be a whole number, not \"many\"" },
        { "outbox:\n  batchRows: 1.5\n", "whole number" },
        { "outbox:\n  batchRows: 99999999999999999999\n", "whole number" },
        { "outbox:\n  batchRows: ''\n", "whole number" },
        { "outbox:\n  batchRows: [1]\n", "plain value" },
        { "outbox:\n  batchRows: {a: 1}\n", "unknown setting" },
        { "outbox: 5\n", "unknown setting" },
        { "outbox:\n  coalesceDelay: 30\n", "a duration such as" },
        { "outbox:\n  coalesceDelay: soon\n", "a duration such as" },
        { "store:\n  tls: maybe\n", "true or false" },
        { "server:\n  logLevel: Loud\n", "one of Trace" },
        { "server:\n  apiAddress: 1\n  apiAddress: 2\n", "not valid YAML" },
        { "server:\n\tapiAddress: 1\n", "not valid YAML" },
        { "server:\n  apiAddress: \"1\n", "not valid YAML" },
        { "server: {apiAddress: 1\n", "not valid YAML" },
        { "- server\n", "must be a map of sections" },
        { "just text\n", "must be a map of sections" },
        { "server: &a\n  apiAddress: 1\n? [x]\n: 2\n", "plain word" },
        { "a: 1\n---\nb: 2\n", "2 YAML documents" },
        { "\0\u0001\u0002", "must be a map of sections" },
        { new string('[', 100_000), "not valid YAML" },
        { new string(' ', 300_000) + "server: 1", "a configuration file may have" },
        { "store:\n  retentionDays:\n  tls: true\n", "store.retentionDays has no value" },
        { "store: {tls: ~}\n", "store.tls has no value" },
        { "store:\n  tls: true\nStore:\n  TLS: false\n", "is given twice; its first value is in line 2" },
        { "store:\n  host: [a, b]\n", "store.host must be a plain value" },
        { "transcripts: {folders: [/a, [/b]]}\n", "each item of transcripts.folders" },
        { "store:\n  retentionDays: \"30\n  tls: true\n", ":2:18: not valid YAML at store.retentionDays" },
        { "server:\n  logLevel: Debug\n  api\tAddress: {a: b: c}\n", "config.yaml:3:" },
        { "stor:\n  tls: true\n", "did you mean store.tls?" },
        { "store:\n  retentonDays: 3\n", "did you mean store.retentionDays?" },
        { "otlp:\n  maxRecords: hunter2secret\n  apiKey: x\n", "whole number" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Broken_file_is_refused_with_one_line_that_says_where_and_what(string text, string expected)
    {
        Write(text);

        var problem = Assert.Throws<SettingsException>(() => Load([]));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.Contains(_home.Combine("config.yaml"), problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
        Assert.True(problem.Message.Length < 600);
    }

    [Fact]
    public void Flow_style_lists_and_commented_sections_are_read()
    {
        Write("store: {retentionDays: 30, tls: true}\nserver:\n  # nothing yet\ntranscripts: {folders: [/a, '/b c'], follow: false}\n");

        var settings = Load([]);

        Assert.Equal("30", Value(settings, "store.retentionDays").Value);
        Assert.Equal("true", Value(settings, "store.tls").Value);
        Assert.Equal(("/a,/b c", $"{_home.Combine("config.yaml")}:4"), Value(settings, "transcripts.folders"));
    }

    [Fact]
    public void Every_wrong_value_is_told_at_once()
    {
        Write("store:\n  retentionDays: many\n  tls: maybe\n");

        Assert.Equal(2, Assert.Throws<SettingsException>(() => Load([])).Message.Split(Environment.NewLine).Length);
    }

    [Theory]
    [InlineData("foo", "1")]
    [InlineData("store.retentionDays", "abc")]
    public void Wrong_value_on_the_command_line_is_known_as_such(string name, string value)
    {
        Assert.True(Assert.Throws<SettingsException>(() => Load([], (name, value, "--set"))).IsOnCommandLine);
        Assert.False(Assert.Throws<SettingsException>(() => Load([("COX_STORE_RETENTION_DAYS", "abc")])).IsOnCommandLine);
    }

    [Fact]
    public void Value_out_of_its_range_on_the_command_line_is_known_as_such_and_a_folder_in_no_place_is_not()
    {
        File.WriteAllText(_home.Combine("file"), "");

        Assert.True(Assert.Throws<SettingsException>(() => ServerListeners.ReadOptions(Load([], ("server.apiAddress", "nowhere", "--api")))).IsOnCommandLine);
        Assert.False(Assert.Throws<SettingsException>(() => ServerListeners.ReadOptions(Load([], ("server.dataFolder", _home.Combine("file"), "--data")))).IsOnCommandLine);
    }

    [Fact]
    public void File_cut_off_anywhere_is_read_as_far_as_it_is_whole_or_refused()
    {
        const string text = "server:\n  apiAddress: \"127.0.0.1:7420\"\n  allowedHosts: 'a:1,b:2'\nstore: {host: \"db\", tls: true}\noutbox:\n  batchRows: 100 # rows\n";
        for (var length = 0; length < text.Length; length++)
        {
            Write(text[..length]);
            _ = Record.Exception(() => Load([])) is null or SettingsException ? true : throw new InvalidOperationException($"cut at {length}");
        }
    }

    [Fact]
    public void Any_bytes_are_read_or_refused()
        => Gen.OneOf(Gen.Byte.Array[0, 200], Gen.Char["ab:-{}[]&*!|>'\"#%@`?, \n\t0"].Array[0, 60].Select(chars => Encoding.UTF8.GetBytes(chars))).Sample(
            bytes => Record.Exception(() => YamlSettings.Parse(Encoding.UTF8.GetString(bytes), "config.yaml")) is null or SettingsException,
            iter: 5_000);

    [Fact]
    public void Aliases_that_multiply_are_refused_or_stay_small()
    {
        var text = new StringBuilder("a0: &a0 [x,x]\n");
        for (var i = 1; i < 40; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1},*a{i - 1}]\n");
        }

        Write(text.ToString());

        Assert.Throws<SettingsException>(() => Load([]));
    }

    [Fact]
    public void Transcripts_are_looked_for_in_the_home_folder_of_the_environment_unless_named()
    {
        string Folders(params (string Name, string Value)[] environment) => CoxswainSettings
            .Load(new SettingsRequest(environment.Append(("COX_HOME", "/nowhere")).ToDictionary(pair => pair.Item1, pair => pair.Item2), [], null))
            .Values.Single(setting => setting.Name == "transcripts.folders").Value;

        Assert.Equal("", Folders());
        Assert.Equal("/home/dev/.claude,/home/dev/.config/claude", Folders(("HOME", "/home/dev")));
        Assert.Equal("/a,/b", Folders(("HOME", "/home/dev"), ("CLAUDE_CONFIG_DIR", "/a,/b")));
    }

    [Fact]
    public void Secrets_are_not_repeated_in_messages()
    {
        var layers = new SettingLayers();

        layers.Set("otlp.apiKey", "hunter2", "config.yaml:1");

        Assert.True(layers.Effective().Single(setting => setting.Name == "otlp.apiKey").IsSecret);
        Assert.All(layers.Effective().Where(setting => setting.Name.EndsWith("oken", StringComparison.Ordinal) || setting.Name.EndsWith("assword", StringComparison.Ordinal)), setting => Assert.True(setting.IsSecret));
    }

    [Theory]
    [InlineData("server.otlpHttpAddress", "0.0.0.0:0")]
    [InlineData("server.otlpGrpcAddress", "[::]:0")]
    [InlineData("server.otlpHttpAddress", "192.0.2.1:0")]
    public void Receiver_open_to_the_network_needs_a_key(string name, string address)
    {
        var without = Assert.Throws<SettingsException>(() => ServerListeners.ReadOptions(Load([], (name, address, "--set"))));

        Assert.Contains($"{name} is reachable from other machines: set otlp.apiKey", without.Message, StringComparison.Ordinal);
        Assert.NotNull(ServerListeners.ReadOptions(Load([("COX_OTLP_API_KEY", "k")], (name, address, "--set"))));
    }

    [Theory]
    [InlineData("0.0.0.0:0")]
    [InlineData("192.0.2.1:7421")]
    public void Gateway_is_never_open_to_the_network(string address)
    {
        var refused = Assert.Throws<SettingsException>(() => ServerListeners.ReadOptions(Load([("COX_OTLP_API_KEY", "k")], ("server.gatewayAddress", address, "--set"))));

        Assert.Contains("server.gatewayAddress must be an address of this machine alone", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("example.com:80")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.1:80")]
    [InlineData("::1:80")]
    [InlineData("http://127.0.0.1:80")]
    public void Address_that_is_not_an_address_is_refused(string address)
        => Assert.Contains("server.apiAddress must be", Assert.Throws<SettingsException>(() => ServerListeners.ReadOptions(Load([], ("server.apiAddress", address, "--set")))).Message, StringComparison.Ordinal);

    public void Dispose() => _home.Dispose();

    private static (string Value, string Origin) Value(CoxswainSettings settings, string name)
    {
        var setting = settings.Values.Single(setting => setting.Name == name);
        return (setting.Value, setting.Origin);
    }

    private void Write(string text) => File.WriteAllText(_home.Combine("config.yaml"), text);

    private CoxswainSettings Load((string Name, string Value)[] environment, params (string Name, string Value, string Flag)[] flags)
        => CoxswainSettings.Load(new SettingsRequest(environment.Append(("COX_HOME", _home.Path)).ToDictionary(pair => pair.Item1, pair => pair.Item2), flags, null));
}
