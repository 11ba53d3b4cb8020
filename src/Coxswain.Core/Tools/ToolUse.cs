namespace Coxswain.Core.Tools;

/// <summary>How one tool was used.</summary>
/// <param name="Failures">Calls that ran and failed.</param>
/// <param name="Rejected">Calls that were not allowed to run.</param>
/// <param name="Unfinished">Calls of which no end was told.</param>
/// <param name="TimedCalls">Those of which it is told how long they took, without rejected ones.</param>
/// <param name="MedianMs"><see langword="null"/>: of no call is it told.</param>
/// <param name="P95Ms">As long at most took 95 of 100 calls.</param>
/// <param name="SizedCalls">Those of which the size of the result is told.</param>
/// <param name="ResultBytes">Of those together; <see langword="null"/>: of none is it told.</param>
public sealed record ToolUse(
    string Tool, long Calls, long Sessions, long Failures, long Rejected, long Unfinished, long TimedCalls, long? MedianMs, long? P95Ms, long SizedCalls, long? ResultBytes, DateTimeOffset Newest)
{
    /// <summary>Text has about four bytes a token: an estimate, nobody tells the tokens of a result.</summary>
    private const int BytesOfToken = 4;

    public long? EstimatedResultTokens => ResultBytes / BytesOfToken;
}
