namespace Coxswain.Core.Budgets.Replay;

/// <summary>What is kept of a prompt, or of what a subagent was started for.</summary>
/// <param name="AgentId">Empty in the main conversation.</param>
/// <param name="PromptId">Empty for a subagent.</param>
/// <param name="Terms">Hashes of its words; <see langword="null"/>: no text is kept.</param>
/// <param name="Tools">Names of the tools it used, each once; told only to the tasks after it.</param>
public sealed record ReplayHint(string SessionId, string AgentId, string PromptId, IReadOnlyList<uint>? Terms, IReadOnlyList<string> Tools);
