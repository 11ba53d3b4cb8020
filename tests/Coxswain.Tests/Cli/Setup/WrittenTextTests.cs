using Coxswain.Cli.Setup;

namespace Coxswain.Tests.Cli.Setup;

public sealed class WrittenTextTests
{
    [Fact]
    public void File_that_the_client_reads_is_connected()
        => Assert.Equal("Connected. Backup: /b. Sessions of Claude Code started from now on send here.", WrittenText.Of("/s.json", "{\"env\":{}}", "/b"));

    [Theory]
    [InlineData("{\"env\":{} // mine\n}")]
    [InlineData("{\"env\":{},}")]
    public void File_that_the_client_does_not_read_is_promised_nothing(string text) => Assert.Equal(
        "Written, but no session sends here yet. Take the comments and trailing commas out of /s.json: sessions of Claude Code started after that send here.",
        WrittenText.Of("/s.json", text, null));
}
