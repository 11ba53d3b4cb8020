namespace Coxswain.Core.Recovery.Checkpoints;

/// <summary>One entry of the client's list of things to do.</summary>
/// <param name="Status">The client's word: <c>pending</c>, <c>in_progress</c>, <c>completed</c>.</param>
public sealed record CheckpointTodo(string Text, string Status);
