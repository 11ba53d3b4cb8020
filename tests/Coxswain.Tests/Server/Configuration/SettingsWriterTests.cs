using Coxswain.Server.Configuration;
using Coxswain.Testing.Processes;

namespace Coxswain.Tests.Server.Configuration;

public sealed class SettingsWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Missing_file_is_created_for_its_owner_alone()
    {
        var file = _folder.Combine("deep", "config.yaml");

        SettingsWriter.Set(file, "otlp.apikey", "se\"cr#et");

        Assert.Equal("otlp:\n  apiKey: \"se\\\"cr#et\"\n", File.ReadAllText(file));
        Assert.Equal([("otlp.apiKey", "se\"cr#et", 2)], YamlSettings.ReadFile(file));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void Comments_and_other_values_stay_as_they_are()
    {
        var file = _folder.Combine("config.yaml");
        File.WriteAllText(file, "# mine\nserver:   # where\n    # the port\n    apiAddress: '7000' # old # note\n\nstore:\n    host: \"a#b\"\n# end\n");

        SettingsWriter.Set(file, "server.apiAddress", "7001");
        SettingsWriter.Set(file, "server.logLevel", "Debug");
        SettingsWriter.Set(file, "store.host", "c");
        SettingsWriter.Set(file, "outbox.batchRows", "10");

        Assert.Equal(
            "# mine\nserver:   # where\n    logLevel: \"Debug\"\n    # the port\n    apiAddress: \"7001\" # old # note\n\nstore:\n    host: \"c\"\n# end\noutbox:\n  batchRows: \"10\"\n",
            File.ReadAllText(file));
    }

    [Theory]
    [InlineData("server: {apiAddress: 7000, logLevel: Debug}\n")]
    [InlineData("server:\n  apiAddress: |\n    7000\n  logLevel: Debug\n")]
    [InlineData("{server: {logLevel: Debug}}\n")]
    public void Layout_that_cannot_be_edited_line_by_line_is_refused_and_kept(string text)
    {
        var file = _folder.Combine("config.yaml");
        File.WriteAllText(file, text);

        Assert.Throws<SettingsException>(() => SettingsWriter.Set(file, "server.apiAddress", "1"));
        Assert.Equal(text, File.ReadAllText(file));
    }

    [Theory]
    [InlineData("server.nothing", "1")]
    [InlineData("server", "1")]
    [InlineData("outbox.batchRows", "many")]
    [InlineData("server.apiAddress", "a\nb")]
    public void Value_that_could_not_be_used_is_not_written(string name, string value)
    {
        var file = _folder.Combine("config.yaml");

        Assert.Throws<SettingsException>(() => SettingsWriter.Set(file, name, value));
        Assert.False(File.Exists(file));
    }

    public void Dispose() => _folder.Dispose();
}
