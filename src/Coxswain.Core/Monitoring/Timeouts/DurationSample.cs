using Coxswain.Core.Recovery.Learning;

namespace Coxswain.Core.Monitoring.Timeouts;

/// <summary>How long one attempt to call a model took.</summary>
/// <param name="Time">When it began, or as near as that is told.</param>
/// <param name="ModelId">Normalised; empty: unknown.</param>
/// <param name="Size">Of its prompt.</param>
/// <param name="FirstContent">Until its answer began; <see langword="null"/>: nobody told, or it is no stream. With <paramref name="IsCut"/> at least so long.</param>
/// <param name="Whole">Until its answer was whole; with <paramref name="IsCut"/> at least so long.</param>
/// <param name="IsCut">It was given up because nothing came in time.</param>
public sealed record DurationSample(DateTimeOffset Time, string ModelId, SizeBucket Size, bool IsStream, TimeSpan? FirstContent, TimeSpan Whole, bool IsCut);
