namespace Coxswain.Core.Recovery;

/// <summary>What the API said of a failure: <c>{"type":"error","error":{"type","message","details":{"error_code"}}}</c>.</summary>
/// <param name="Type"><c>overloaded_error</c> and the like; empty when the body is not the API's.</param>
/// <param name="Message">For people; some failures are told apart by its wording only.</param>
/// <param name="Code"><c>details.error_code</c>; empty when there is none.</param>
public sealed record ErrorAnswer(string Type, string Message, string Code)
{
    public static readonly ErrorAnswer None = new("", "", "");
}
