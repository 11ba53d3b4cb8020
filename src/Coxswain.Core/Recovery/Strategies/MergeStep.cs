namespace Coxswain.Core.Recovery.Strategies;

/// <param name="Requests">One when final; otherwise each makes one answer of several, and those are merged again. Empty: the answers cannot be merged within the limit.</param>
/// <param name="IsFinal">Its answer is the client's: streamed as the original was.</param>
public sealed record MergeStep(IReadOnlyList<ReadOnlyMemory<byte>> Requests, bool IsFinal);
