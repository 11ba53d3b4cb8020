using Coxswain.Core.Health.Measuring;
using static Coxswain.Tests.Core.Health.HealthSubjects;

namespace Coxswain.Tests.Core.Health.Measuring;

public sealed class FocusTests
{
    [Fact]
    public void Files_edited_last_and_files_the_last_prompts_name_are_the_work()
    {
        // /src/a.cs is edited (30 + 70), docs.md is named (100), /b.cs is neither (300): 200 of 500. The answer belongs to no file.
        var metric = Focus.Of(Of(
            5, Result(1, "Read", 300, "/b.cs"), Result(2, "Read", 70, "/src/a.cs"), Call(3, "Edit", 30, "/src/a.cs"), Result(4, "Read", 100, "/docs.md"), Answer(4, 999), Prompt(5, 0, "mend docs.md, please")));

        Assert.Equal(0.4, metric.Value ?? 0, 10);
        Assert.Equal(4, metric.N);
        Assert.Equal("/b.cs", Assert.Single(metric.Parts).Name);
        Assert.Equal(300, metric.Frees?.Tokens);
    }

    [Fact]
    public void Only_the_last_ten_edits_and_the_last_three_prompts_count()
    {
        var blocks = new List<Coxswain.Core.Health.Window.ContextBlock> { Call(1, "Edit", 100, "/old.cs"), Prompt(1, 0, "see first.md"), Result(1, "Read", 100, "/first.md") };
        blocks.AddRange(Enumerable.Range(2, 10).Select(turn => Call(turn, "Edit", 10, "/new.cs")));
        blocks.AddRange(Enumerable.Range(12, 3).Select(turn => Prompt(turn, 0, "go on")));

        // 10 × 10 of 300.
        Assert.Equal(1 / 3.0, Focus.Of(Of(15, [.. blocks])).Value ?? 0, 10);
    }

    [Fact]
    public void Where_nothing_says_what_is_worked_on_focus_is_unknown()
    {
        Assert.Contains("no file was edited", Focus.Of(Of(1, Result(1, "Read", 10, "/a.cs"), Prompt(1, 5, "hello"))).Unknown, StringComparison.Ordinal);
        Assert.Contains("no file was read", Focus.Of(Of(1, Prompt(1, 5, "hello"))).Unknown, StringComparison.Ordinal);
    }
}
