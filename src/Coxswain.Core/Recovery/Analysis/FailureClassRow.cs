namespace Coxswain.Core.Recovery.Analysis;

/// <param name="Class">In small letters with underscores; <c>refusal</c> and <c>unknown</c> too.</param>
/// <param name="GivenUp">Requests that ended with it, of all requests of the session.</param>
/// <param name="FailedTries">Tries that ended with it, those of requests that were answered in the end among them.</param>
/// <param name="Recovered">Of requests whose first failure was of this class, those that were answered after the client tried again.</param>
public sealed record FailureClassRow(string Class, Proportion GivenUp, long FailedTries, Proportion Recovered);
