using Coxswain.Core.Recovery.Learning;

namespace Coxswain.Core.Recovery;

/// <summary>How long a model's answers took to begin, or for <paramref name="IsStream"/> false to end, lately.</summary>
/// <param name="ModelId">Normalised.</param>
/// <param name="Requests">How many it is taken from.</param>
public sealed record LatencySample(string ModelId, SizeBucket Size, bool IsStream, long Requests, TimeSpan P99);
