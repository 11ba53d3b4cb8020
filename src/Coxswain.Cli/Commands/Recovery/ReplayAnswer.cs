namespace Coxswain.Cli.Commands.Recovery;

/// <summary>What a replay brought.</summary>
/// <param name="CallId">By which the daemon tells what was done.</param>
/// <param name="Problem">The error in the API's words; empty when it was answered.</param>
/// <param name="Text">Of the answer, without thinking and tool calls.</param>
/// <param name="ToolCalls">Names of tools it asks for: nobody runs them here.</param>
internal sealed record ReplayAnswer(string CallId, int Status, bool IsAnswered, string Problem, string Text, IReadOnlyList<string> ToolCalls);
