using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Errors;

/// <summary>Answered calls of one hour, model and size.</summary>
/// <param name="Hour">Its first moment.</param>
/// <param name="ModelId">Normalised; empty: nobody told.</param>
/// <param name="Size"><see langword="null"/>: the prompt's tokens are not known.</param>
/// <param name="Sources">Who told of them.</param>
public sealed record AnsweredHour(DateTimeOffset Hour, string ModelId, PromptRange? Size, long Requests, DateTimeOffset Newest, IReadOnlyList<string> Sources);
