using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Errors;

/// <param name="Class">In small letters with underscores; <c>refusal</c> and <c>unknown</c> too.</param>
/// <param name="GivenUp">Requests that ended with it, of all. A refusal is an answer, and ends none.</param>
/// <param name="FailedTries">Tries that ended with it, as clients saw them.</param>
/// <param name="HiddenTries">Attempts of the gateway that failed with it and that it followed by another: their clients saw nothing of them.</param>
/// <param name="Recovered">Of requests that began with it and whose end is known, those that were answered, by the client's or the gateway's further tries.</param>
public sealed record ErrorClassRow(string Class, Proportion GivenUp, long FailedTries, long HiddenTries, Proportion Recovered);
