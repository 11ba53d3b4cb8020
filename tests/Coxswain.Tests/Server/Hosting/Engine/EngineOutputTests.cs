using Coxswain.Server.Hosting.Engine;

namespace Coxswain.Tests.Server.Hosting.Engine;

public sealed class EngineOutputTests
{
    [Fact]
    public void Last_line_is_the_last_that_says_something()
    {
        var output = new EngineOutput();
        Assert.Equal("it said nothing", output.LastLine);

        foreach (var line in new[] { "first", "the reason", "", "  " })
        {
            output.Add(line);
        }

        Assert.Equal(("the reason", "first\nthe reason"), (output.LastLine, output.Text));
    }
}
