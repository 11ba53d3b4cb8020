using Coxswain.Core.Health.Measuring;
using static Coxswain.Tests.Core.Health.HealthSubjects;

namespace Coxswain.Tests.Core.Health.Measuring;

public sealed class RedundancyTests
{
    [Fact]
    public void All_but_the_newest_copy_of_the_same_call_with_the_same_output_count_once_each()
    {
        // Three times 100 of the same: two are copies. Of 100 × 3 + 700 tokens, 200.
        var metric = Redundancy.Of(Of(4, Result(1, "Bash", 100), Result(2, "Bash", 100), Result(3, "Bash", 100), Answer(3, 700)));

        Assert.Equal(0.2, metric.Value);
        Assert.Equal(3, metric.N);
        Assert.Equal(200, metric.Frees?.Tokens);
        Assert.Equal("Bash", Assert.Single(metric.Parts).Name);
    }

    [Fact]
    public void Another_output_is_no_copy()
        => Assert.Equal(0, Redundancy.Of(Of(2, Result(1, "Bash", 100, output: "a"), Result(2, "Bash", 100, output: "b"))).Value);

    [Fact]
    public void A_file_read_again_as_a_whole_makes_the_part_read_before_needless()
        // 100 of 400: the part; the whole stays.
        => Assert.Equal(0.25, Redundancy.Of(Of(2, Result(1, "Read", 100, "/a.cs", "part", "x", isWhole: false), Result(2, "Read", 300, "/a.cs", "whole", "y"))).Value);

    [Fact]
    public void A_part_read_after_the_whole_does_not_make_the_whole_needless()
        => Assert.Equal(0, Redundancy.Of(Of(2, Result(1, "Read", 300, "/a.cs", "whole", "y"), Result(2, "Read", 100, "/a.cs", "part", "x", isWhole: false))).Value);

    [Fact]
    public void With_an_edit_between_both_reads_count_as_needed()
        => Assert.Equal(0, Redundancy.Of(Of(3, Result(1, "Read", 100, "/a.cs", output: "x"), Call(2, "Edit", 10, "/a.cs"), Result(3, "Read", 100, "/a.cs", output: "y"))).Value);

    [Fact]
    public void An_edit_of_another_file_changes_nothing()
        // 100 of 210.
        => Assert.Equal(100.0 / 210, Redundancy.Of(Of(3, Result(1, "Read", 100, "/a.cs", output: "x"), Call(2, "Edit", 10, "/b.cs"), Result(3, "Read", 100, "/a.cs", output: "y"))).Value);
}
