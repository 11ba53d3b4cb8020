namespace Coxswain.Core.Sessions.Reading;

/// <summary>A tool call and its result as one fact, exactly as the store makes one row of the two.</summary>
internal static class ToolCallHalves
{
    /// <returns><see langword="null"/> when the halves differ in whose they are: the store then decides between them.</returns>
    public static ToolCallFact? TryJoin(ToolCallFact call, ToolCallFact result) =>
        call is { CalledAt: not null, FinishedAt: null } && result is { CalledAt: null, FinishedAt: { } finishedAt }
        && call.Context == result.Context && call.PromptId == result.PromptId
            ? call with
            {
                FinishedAt = finishedAt,
                Success = result.Success,
                ResultBytes = result.ResultBytes,
                Decision = result.Decision,
                DecisionSource = result.DecisionSource,
            }
            : null;
}
