using Coxswain.Core.Health.Measuring;
using static Coxswain.Tests.Core.Health.HealthSubjects;

namespace Coxswain.Tests.Core.Health.Measuring;

public sealed class StalenessTests
{
    [Fact]
    public void Reads_before_an_edit_replaced_lists_and_resolved_errors_are_stale()
    {
        // Stale: read 100, list 50, error 30 = 180. Not: the edit 20, the newer list 50, the success 40, the open error 60, the answer 150. All: 500.
        var metric = Staleness.Of(Of(
            9,
            Result(1, "Read", 100, "/a.cs"),
            Call(2, "TodoWrite", 50, call: "1"),
            Call(3, "Edit", 20, "/a.cs"),
            Result(4, "Bash", 30, call: "test", output: "no", isError: true),
            Result(5, "Bash", 40, call: "test", output: "yes"),
            Call(6, "TodoWrite", 50, call: "2"),
            Result(7, "Bash", 60, call: "other", output: "no", isError: true),
            Answer(8, 150)));

        Assert.Equal(0.36, metric.Value ?? 0, 10);
        Assert.Equal([("reads before an edit", 100L), ("replaced lists of things to do", 50L), ("errors since resolved", 30L)], metric.Parts.Select(part => (part.Name, part.Tokens ?? 0)));
        Assert.Equal(180, metric.Frees?.Tokens);
        Assert.Equal(90, metric.Frees?.Low);
    }

    [Fact]
    public void A_failed_edit_is_resolved_by_another_edit_of_the_same_file()
        // 30 of 80.
        => Assert.Equal(0.375, Staleness.Of(Of(3, Result(1, "Edit", 30, "/a.cs", "1", isError: true), Result(2, "Edit", 50, "/a.cs", "2"))).Value);

    [Fact]
    public void What_is_a_mere_copy_counts_as_redundant_alone()
    {
        var blocks = new[] { Result(1, "Read", 100, "/a.cs"), Result(2, "Read", 100, "/a.cs"), Call(3, "Write", 100, "/a.cs") };

        // The first is a copy of the second; the second is before an edit. A third each.
        Assert.Equal(1 / 3.0, Redundancy.Of(Of(3, blocks)).Value ?? 0, 10);
        Assert.Equal(1 / 3.0, Staleness.Of(Of(3, blocks)).Value ?? 0, 10);
    }
}
