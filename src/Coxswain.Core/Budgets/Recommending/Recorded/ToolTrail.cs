namespace Coxswain.Core.Budgets.Recommending.Recorded;

/// <summary>What the tool calls of one task tell, in few numbers.</summary>
/// <param name="Tools">Names, each once.</param>
/// <param name="Files">Files read or changed; <see langword="null"/>: a call did not tell which.</param>
/// <param name="Repeats">Failed calls whose tool was called on the same file again.</param>
/// <param name="Rejections">Calls the user said no to.</param>
/// <param name="Edits">That were made and not taken back within the task, in order.</param>
/// <param name="Undone">Edits taken back within the task.</param>
/// <param name="KnowsEdits">The input of every edit was told, so that none taken back is missed.</param>
/// <param name="IsAborted">The user interrupted at a call.</param>
public sealed record ToolTrail(IReadOnlyList<string> Tools, int Calls, int Failures, int? Files, int Repeats, int Rejections, IReadOnlyList<EditTrace> Edits, int Undone, bool KnowsEdits, bool IsAborted)
{
    public static ToolTrail None { get; } = Of([]);

    /// <param name="steps">In the order they were called.</param>
    public static ToolTrail Of(IReadOnlyList<ToolStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var (edits, undone) = Edited(steps);
        var ofFiles = steps.Where(static step => step.IsOfFile).ToList();
        return new ToolTrail(
            [.. steps.Select(static step => step.Tool).Where(static tool => tool.Length > 0).Distinct(StringComparer.Ordinal)],
            steps.Count,
            steps.Count(static step => step.Succeeded is false),
            ofFiles.All(static step => step.File is not null) ? ofFiles.Select(static step => step.File).Distinct().Count() : null,
            Repeated(steps),
            steps.Count(static step => step.IsRejectedByUser),
            edits,
            undone,
            steps.Where(static step => step.IsEdit || step.Tool == "Bash").All(static step => step.IsDetailed),
            steps.Any(static step => step.IsAbort));
    }

    private static int Repeated(IReadOnlyList<ToolStep> steps)
    {
        var (failed, repeats) = (new HashSet<(string, ulong)>(), 0);
        foreach (var step in steps)
        {
            if (step.File is not { } file)
            {
                continue;
            }

            repeats += failed.Remove((step.Tool, file)) ? 1 : 0;
            if (step.Succeeded is false)
            {
                failed.Add((step.Tool, file));
            }
        }

        return repeats;
    }

    private static (List<EditTrace> Edits, int Undone) Edited(IReadOnlyList<ToolStep> steps)
    {
        var (edits, undone) = (new List<EditTrace>(), 0);
        foreach (var step in steps.Where(static step => step.Succeeded is true))
        {
            if (step.UndoesFiles)
            {
                // Which files it was about is not known: one is sure.
                undone += edits.Count > 0 ? 1 : 0;
                edits.Clear();
            }
            else if (step is { IsEdit: true, File: { } file, Before: { } before, After: { } after })
            {
                var edit = new EditTrace(file, before, after);
                var taken = edits.FindLastIndex(edit.Undoes);
                if (taken < 0)
                {
                    edits.Add(edit);
                    continue;
                }

                edits.RemoveAt(taken);
                undone++;
            }
        }

        return (edits, undone);
    }
}
