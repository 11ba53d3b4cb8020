using System.Text;
using Coxswain.Server.Configuration;
using Coxswain.Testing.Processes;
using CsCheck;

namespace Coxswain.Tests.Server.Configuration;

public sealed class SettingsWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string ConfigFile => _folder.Combine("config.yaml");

    [Fact]
    public void Missing_file_is_created_for_its_owner_alone()
    {
        var file = _folder.Combine("deep", "config.yaml");

        SettingsWriter.Set(new SettingsRequest(Environment(), [], file), "otlp.apikey", "se\"cr#et");

        Assert.Equal("otlp:\n  apiKey: \"se\\\"cr#et\"\n", File.ReadAllText(file));
        Assert.Equal([("otlp.apiKey", "se\"cr#et", 2)], YamlSettings.ReadFile(file));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void Comments_and_other_values_stay_as_they_are()
    {
        Write("# mine\nserver:   # where\n    # the port\n    apiAddress: '7000' # old # note\n\nstore:\n    host: \"a#b\"\n# end\n");

        Set("server.apiAddress", "7001");
        Set("server.logLevel", "debug");
        Set("store.host", "c");
        Set("outbox.batchRows", "10");

        Assert.Equal(
            "# mine\nserver:   # where\n    logLevel: Debug\n    # the port\n    apiAddress: 7001 # old # note\n\nstore:\n    host: \"c\"\n# end\noutbox:\n  batchRows: 10\n",
            File.ReadAllText(ConfigFile));
    }

    [Theory]
    [InlineData("store: {retentionDays: 30}\n", "store: {retentionDays: 90}\n")]
    [InlineData("store: { tls: true } # here\n", "store: { retentionDays: 90, tls: true } # here\n")]
    [InlineData("store: {}\n", "store: {retentionDays: 90}\n")]
    [InlineData("{server: {logLevel: Debug}}\n", "{store: {retentionDays: 90}, server: {logLevel: Debug}}\n")]
    [InlineData("{store: {tls: true, retentionDays: 1}}", "{store: {tls: true, retentionDays: 90}}")]
    [InlineData("store:\r\n  tls: true\r\n", "store:\r\n  retentionDays: 90\r\n  tls: true\r\n")]
    [InlineData("\uFEFF# bom\r\nserver:\r\n", "\uFEFF# bom\r\nserver:\r\nstore:\r\n  retentionDays: 90\r\n")]
    [InlineData("store:\n  # retentionDays: 1\n", "store:\n  retentionDays: 90\n  # retentionDays: 1\n")]
    [InlineData("store:", "store:\n  retentionDays: 90\n")]
    [InlineData("store.retentionDays: 1 # flat\n", "store.retentionDays: 90 # flat\n")]
    [InlineData("\"store\":\n  'retentionDays' :   1   # odd\n", "\"store\":\n  'retentionDays' :   90   # odd\n")]
    [InlineData("  store:\n    retentionDays: 1\n", "  store:\n    retentionDays: 90\n")]
    [InlineData("  server:\n    logLevel: Debug", "  server:\n    logLevel: Debug\n  store:\n    retentionDays: 90\n")]
    [InlineData("# only a comment", "# only a comment\nstore:\n  retentionDays: 90\n")]
    public void Any_layout_keeps_every_other_character(string text, string expected)
    {
        Write(text);

        Set("store.retentionDays", "90");

        Assert.Equal(expected, Encoding.UTF8.GetString(File.ReadAllBytes(ConfigFile)));
    }

    [Theory]
    [InlineData("store:\n  retentionDays: |\n    30\n", "config.yaml:2:")]
    [InlineData("# a\nstore:\n  retentionDays: &days 30\noutbox:\n  batchRows: *days\n", "config.yaml:3:")]
    [InlineData("server: &s {stopTimeout: '00:00:09'}\nstore: !!map\n  tls: true\n...\n", "config.yaml")]
    public void Layout_that_cannot_be_edited_is_refused_with_its_line_and_kept(string text, string place)
    {
        Write(text);

        var problem = Assert.Throws<SettingsException>(() => Set(text.Contains("...", StringComparison.Ordinal) ? "outbox.batchRows" : "store.retentionDays", "90"));

        Assert.Contains(place, problem.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(ConfigFile));
    }

    [Fact]
    public void Generated_layouts_keep_every_other_character()
    {
        var comment = Of("", " # note", "   # a: {b}");
        var number = Of("30", "'31'", "\"32\"", "0x1E");
        var line = Gen.Select(number, comment, static (value, note) => $"retentionDays: {value}{note}");
        var other = Of("tls: true", "# tls: false", "", "username: 'it''s' # \"x\"", "retention: [otel_logs=1, otel_traces=2]");
        var lines = Gen.Select(other.Array[0, 4], line, Gen.Int[0, 4], static (rest, mine, place) =>
            rest.Distinct().Where(static text => text.Length > 0).ToList() is var all && place <= all.Count ? [.. all[..place], mine, .. all[place..]] : all);
        var text = Gen.Select(lines, Of("  ", "    ", " "), Of("\n", "\r\n"), Gen.Bool, Gen.Bool, static (rows, indent, newLine, bom, tail) =>
            $"{(bom ? "\uFEFF" : "")}# head{newLine}store:{newLine}{string.Concat(rows.Select(row => indent + row + newLine))}{(tail ? $"server:{newLine}{indent}logLevel: Debug" : "")}");

        text.Sample(
            before =>
            {
                Write(before);
                Set("store.retentionDays", "77");
                var after = Encoding.UTF8.GetString(File.ReadAllBytes(ConfigFile));
                var same = before.Zip(after).TakeWhile(static pair => pair.First == pair.Second).Count();
                var end = before[same..].Reverse().Zip(after[same..].Reverse()).TakeWhile(static pair => pair.First == pair.Second).Count();
                Assert.InRange(before.Length - same - end, 0, "\"32\"".Length);
                Assert.Contains(YamlSettings.ReadFile(ConfigFile), static entry => entry is { Name: "store.retentionDays", Value: "77" });
            },
            iter: 2_000,
            threads: 1);
    }

    [Theory]
    [InlineData("server.nothing", "1", "unknown setting")]
    [InlineData("server", "1", "unknown setting")]
    [InlineData("stroe.retentionDay", "1", "did you mean store.retentionDays?")]
    [InlineData("server.apiAdress", "1", "did you mean server.apiAddress?")]
    [InlineData("outbox.batchRows", "many", "outbox.batchRows must be a whole number, not \"many\"")]
    [InlineData("server.apiAddress", "a\nb", "control characters")]
    [InlineData("checkpoints.resumeWait", "3s", "checkpoints.resumeWait must be a duration such as 00:00:30, between 00:00:01 and 01:00:00, not \"3s\"")]
    [InlineData("checkpoints.resumeWait", "00:00:00.5", "checkpoints.resumeWait must lie between 00:00:01 and 01:00:00, not \"00:00:00.5\"")]
    [InlineData("server.apiAddress", "99999", "server.apiAddress must be a port (0 to 65535)")]
    [InlineData("server.apiAddress", "4318", "has the port of server.otlpHttpAddress")]
    [InlineData("server.otlpHttpAddress", "0.0.0.0:4000", "set otlp.apiKey")]
    [InlineData("store.retentionDays", "-1", "must lie between 0 and 36500, not \"-1\"")]
    [InlineData("store.port", "0", "must lie between 1 and 65535")]
    [InlineData("store.host", "http://", "store.host cannot be used")]
    [InlineData("store.retention", "otel_logs:3", "must look like otel_logs=30")]
    [InlineData("server.dataFolder", "relative", "must be an absolute path")]
    [InlineData("server.dataFolder", "~/cox", "write the home folder out")]
    [InlineData("server.dataFolder", "/etc/passwd/data", "/etc/passwd is a file")]
    [InlineData("engine.library", "/nowhere/libchdb.so", "does not exist")]
    [InlineData("pricing.pricesFile", "/etc", "is a folder")]
    [InlineData("transcripts.folders", "/tmp,rel", "must be an absolute path, not \"rel\"")]
    [InlineData("server.stopTimeout", "1.00:00:00", "must lie between 00:00:01 and 00:05:00")]
    [InlineData("server.logLevel", "99", "one of Trace")]
    [InlineData("server.environment", "Production!", "must be a lower-case word")]
    public void Value_that_the_next_start_would_refuse_is_not_written(string name, string value, string expected)
    {
        var problem = Assert.Throws<SettingsException>(() => Set(name, value));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.Contains(name.StartsWith("str", StringComparison.Ordinal) ? "store" : name.Split('.')[0], problem.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(ConfigFile));
    }

    [Fact]
    public void Refused_secret_is_not_repeated()
        => Assert.DoesNotContain("hunter2", Assert.Throws<SettingsException>(() => Set("otlp.apiKey", "hunter2\u001b")).Message, StringComparison.Ordinal);

    [Fact]
    public void Wrong_file_can_be_mended_value_by_value()
    {
        Write("store:\n  retentionDays: -5\nserver:\n  apiAddress: 99999\n");

        Set("store.retentionDays", "5");
        Assert.Throws<SettingsException>(() => Set("server.apiAddress", "70000"));
        Set("server.apiAddress", "7000");

        Assert.Equal("store:\n  retentionDays: 5\nserver:\n  apiAddress: 7000\n", File.ReadAllText(ConfigFile));
    }

    [Fact]
    public void Link_to_the_file_stays_a_link()
    {
        var real = _folder.Combine("dotfiles.yaml");
        File.WriteAllText(real, "# dot\n");
        File.CreateSymbolicLink(ConfigFile, real);

        Set("store.tls", "TRUE");

        Assert.Equal("# dot\nstore:\n  tls: true\n", File.ReadAllText(real));
        Assert.NotNull(new FileInfo(ConfigFile).LinkTarget);
    }

    [Fact]
    public void File_that_is_not_utf8_is_named_and_kept()
    {
        byte[] bytes = [.. "store:\n  username: "u8, 0xFF, 0xFE, (byte)'\n'];
        File.WriteAllBytes(ConfigFile, bytes);

        Assert.Contains("config.yaml:2: not UTF-8", Assert.Throws<SettingsException>(() => Set("store.tls", "true")).Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(ConfigFile));
    }

    public void Dispose() => _folder.Dispose();

    private static Gen<string> Of(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private void Write(string text) => File.WriteAllText(ConfigFile, text, new UTF8Encoding(false));

    private void Set(string name, string value) => SettingsWriter.Set(new SettingsRequest(Environment(), [], null), name, value);

    private Dictionary<string, string> Environment() => new() { ["COX_HOME"] = _folder.Path };
}
