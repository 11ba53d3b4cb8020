using Coxswain.Core.Budgets.Recommending.Recorded;
using CsCheck;

namespace Coxswain.Tests.Core.Budgets.Recommending.Recorded;

public sealed class ToolTrailTests
{
    private static readonly string[] Tools = ["Read", "Edit", "Bash", "Grep"];
    private static readonly bool?[] Ends = [true, false, null];
    private static readonly ulong?[] Paths = [1, 2, null];

    private static readonly Gen<ToolStep> Steps = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 9], static (tool, end, path, before, after, undoes) =>
        new ToolStep(Tools[tool], Ends[end], Paths[path], false, false, true, (ulong)before, (ulong)after, Tools[tool] == "Bash" && undoes == 0));

    [Fact]
    public void Edit_back_takes_the_edit_before_it_with_it()
    {
        var trail = ToolTrail.Of([Edit(1, 10, 11), Edit(2, 10, 11), Edit(1, 11, 10), Edit(1, 10, 12)]);

        Assert.Equal((4, 1, 2), (trail.Calls, trail.Undone, trail.Files));
        Assert.Equal([new EditTrace(2, 10, 11), new EditTrace(1, 10, 12)], trail.Edits);
    }

    [Fact]
    public void Failed_call_made_again_on_the_same_file_is_a_repeat_and_an_edit_that_failed_is_none()
    {
        var trail = ToolTrail.Of([Edit(1, 10, 11) with { Succeeded = false }, Edit(2, 10, 11), Edit(1, 10, 11), Edit(1, 11, 10) with { Succeeded = false }]);

        Assert.Equal((2, 1, 0, 2), (trail.Failures, trail.Repeats, trail.Undone, trail.Edits.Count));
    }

    [Fact]
    public void Files_are_unknown_when_one_call_does_not_tell_and_none_when_no_call_is_of_files()
    {
        Assert.Null(ToolTrail.Of([Edit(1, 10, 11), Edit(1, 10, 11) with { File = null }]).Files);
        Assert.Equal(0, ToolTrail.None.Files);
    }

    [Fact]
    public void Counts_hold_together_whatever_was_called() => Steps.List[0, 40].Sample(static steps =>
    {
        var trail = ToolTrail.Of(steps);
        var made = steps.Count(static step => step is { Succeeded: true, IsEdit: true, File: not null });
        Assert.Equal(steps.Count, trail.Calls);
        Assert.InRange(trail.Repeats, 0, trail.Failures);
        Assert.InRange(trail.Undone, 0, made);
        Assert.InRange(trail.Edits.Count, 0, made - trail.Undone);
        Assert.DoesNotContain(trail.Edits.Zip(trail.Edits.Skip(1)), static pair => pair.Second.Undoes(pair.First));
    }, iter: 2000);

    private static ToolStep Edit(ulong file, ulong before, ulong after) => new("Edit", true, file, false, false, true, before, after, false);
}
