using Coxswain.Server.StatusLine;

namespace Coxswain.Tests.Server.StatusLine;

public sealed class ContextMemoryTests
{
    [Fact]
    public void The_newest_of_each_session_is_kept_and_what_told_nothing_is_not()
    {
        var memory = new ContextMemory(TimeProvider.System);
        memory.Add("s1", StatusLineInput.Nothing with { WindowTokens = 200_000, UsedTokens = 1_000, ModelId = "m" });
        memory.Add("s1", StatusLineInput.Nothing with { WindowTokens = 200_000, UsedTokens = 2_000, ModelId = "m" });
        memory.Add("s2", StatusLineInput.Nothing);

        Assert.Equal((200_000L, 2_000L, "m"), memory.Find("s1") switch { { } known => (known.WindowTokens, known.UsedTokens, known.Model), _ => default });
        Assert.Null(memory.Find("s2"));
    }

    [Fact]
    public void It_does_not_grow_without_bound()
    {
        var memory = new ContextMemory(TimeProvider.System);
        for (var at = 0; at < 1000; at++)
        {
            memory.Add($"s{at}", StatusLineInput.Nothing with { WindowTokens = 200_000 });
        }

        Assert.Equal(256, Enumerable.Range(0, 1000).Count(at => memory.Find($"s{at}") is not null));
        Assert.NotNull(memory.Find("s999"));
    }
}
