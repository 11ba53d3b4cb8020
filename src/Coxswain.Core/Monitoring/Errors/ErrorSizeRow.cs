using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Errors;

/// <param name="Size"><see langword="null"/>: no size is known.</param>
/// <param name="GivenUp">Of requests of that size; failed ones by the size of the nearest answered call.</param>
public sealed record ErrorSizeRow(PromptRange? Size, Proportion GivenUp);
