using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Errors;

/// <param name="ModelId">Normalised; empty: nobody told.</param>
/// <param name="GivenUp">Requests that ended with a failure, of all.</param>
public sealed record ErrorModelRow(string ModelId, Proportion GivenUp);
