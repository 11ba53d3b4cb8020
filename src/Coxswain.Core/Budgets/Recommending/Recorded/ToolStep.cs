namespace Coxswain.Core.Budgets.Recommending.Recorded;

/// <summary>One tool call of a task.</summary>
/// <param name="Succeeded"><see langword="null"/>: its end was not told, or it was rejected.</param>
/// <param name="File">Hash of the path it was called on; <see langword="null"/>: it names none, or nobody told.</param>
/// <param name="IsRejectedByUser">The user said no to it.</param>
/// <param name="IsAbort">The user interrupted while it was asked for.</param>
/// <param name="IsDetailed">Its input was told.</param>
/// <param name="Before">Hash of the text an edit takes away; <see langword="null"/>: no edit, or not told.</param>
/// <param name="After">Hash of the text it puts there.</param>
/// <param name="UndoesFiles">A command that takes changes of files back: <c>git restore</c>, <c>git reset --hard</c> and their kin.</param>
public sealed record ToolStep(string Tool, bool? Succeeded, ulong? File, bool IsRejectedByUser, bool IsAbort, bool IsDetailed, ulong? Before, ulong? After, bool UndoesFiles)
{
    private static readonly string[] Changing = ["Edit", "MultiEdit", "Write", "NotebookEdit"];
    private static readonly string[] OfFiles = [.. Changing, "Read"];

    /// <summary>It changes a file.</summary>
    public bool IsEdit => Changing.Contains(Tool);

    /// <summary>It reads or changes a file.</summary>
    public bool IsOfFile => OfFiles.Contains(Tool);
}
