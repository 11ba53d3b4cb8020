namespace Coxswain.Core.Tools;

/// <summary>The calls of one agent for one prompt, in order, and the same with calls of one tool after each other as one step.</summary>
internal sealed class ToolTurn
{
    private ToolTurn(IReadOnlyList<ToolCall> calls)
    {
        Calls = calls;
        var steps = new List<(string Tool, int First, int Last)>();
        for (var i = 0; i < calls.Count; i++)
        {
            if (steps.Count > 0 && steps[^1].Tool == calls[i].Tool)
            {
                steps[^1] = steps[^1] with { Last = i };
            }
            else
            {
                steps.Add((calls[i].Tool, i, i));
            }
        }

        Steps = steps;
    }

    public IReadOnlyList<ToolCall> Calls { get; }

    /// <summary>With the index of each one's first and last call.</summary>
    public IReadOnlyList<(string Tool, int First, int Last)> Steps { get; }

    /// <param name="calls">In any order.</param>
    public static IReadOnlyList<ToolTurn> Of(IEnumerable<ToolCall> calls) =>
    [
        .. calls.GroupBy(static call => (call.SessionId, call.PromptId, call.AgentId))
            .Select(static group => new ToolTurn([.. group.OrderBy(static call => call.At).ThenBy(static call => call.Id, StringComparer.Ordinal)])),
    ];

    /// <summary>A run of some steps.</summary>
    public ToolRun Run(int firstStep, int lastStep) => ToolRun.Of(Calls, Steps[firstStep].First, Steps[lastStep].Last);

    /// <summary>Parts that each end with a step of edits, and what comes after the last of those: what was done to reach an edit, and what without one.</summary>
    public IEnumerable<(int FirstStep, int LastStep, bool IsToEdit)> Ways()
    {
        var first = 0;
        for (var i = 0; i < Steps.Count; i++)
        {
            if (Calls[Steps[i].First].IsEdit)
            {
                yield return (first, i, true);
                first = i + 1;
            }
        }

        if (first < Steps.Count)
        {
            yield return (first, Steps.Count - 1, false);
        }
    }
}
