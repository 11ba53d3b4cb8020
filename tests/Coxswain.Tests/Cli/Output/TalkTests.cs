using Coxswain.Cli.Output;
using Microsoft.Extensions.Logging;

namespace Coxswain.Tests.Cli.Output;

public sealed class TalkTests
{
    /// <summary>A log on a disk that is full must not end the daemon that writes it.</summary>
    [Fact]
    public void Talk_that_cannot_be_written_is_lost_and_nothing_else()
    {
        using var talk = new FullDisk();
        var output = new CommandOutput(TextWriter.Null, talk, json: false, new TerminalShape(null, false));
        using var provider = new TalkLoggerProvider(output, LogLevel.Information);

        output.Say("one");
        provider.CreateLogger("x").LogWarning("two");

        Assert.Equal(2, talk.Tries);
    }

    private sealed class FullDisk : StringWriter
    {
        public int Tries { get; private set; }

        public override void WriteLine(string? value)
        {
            Tries++;
            throw new IOException("No space left on device");
        }
    }
}
