namespace Coxswain.Core.Recovery.Analysis;

/// <summary>A request with at least one failed try.</summary>
/// <param name="First">The failure it began with.</param>
/// <param name="Last">The failure that ended it; <see langword="null"/>: it was answered, or nobody knows.</param>
/// <param name="IsRecovered"><see langword="null"/>: nothing came after, so that nobody knows.</param>
/// <param name="Tries">Its failed tries, with their class.</param>
public sealed record FailedRequest(StoredFailure First, StoredFailure? Last, bool? IsRecovered, IReadOnlyList<(string Class, long Count)> Tries);
