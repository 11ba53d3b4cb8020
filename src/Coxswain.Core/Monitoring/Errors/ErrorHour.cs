namespace Coxswain.Core.Monitoring.Errors;

/// <param name="Hour">Its first moment.</param>
/// <param name="GivenUp">Requests that ended with a failure.</param>
/// <param name="FailedTries">As clients saw them; those of requests that were answered in the end among them.</param>
/// <param name="Rescued">Calls the gateway brought to an answer after a failure; they are among the answered.</param>
public sealed record ErrorHour(DateTimeOffset Hour, long Answered, long GivenUp, long FailedTries, long Rescued);
