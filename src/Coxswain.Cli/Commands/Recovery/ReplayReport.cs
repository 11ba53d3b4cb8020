using Coxswain.Gateway;

namespace Coxswain.Cli.Commands.Recovery;

/// <summary>What <c>cox retry-with-fallback --json</c> prints.</summary>
/// <param name="Worked">The strategy that brought the answer: <c>first</c>, <c>retry</c>, <c>model_switch</c>, <c>token_reduction</c> or <c>context_chunking</c>; empty when none did.</param>
internal sealed record ReplayReport(string Request, bool Answered, string Worked, string Problem, string Text, IReadOnlyList<string> ToolCalls, CallAccount Account);
