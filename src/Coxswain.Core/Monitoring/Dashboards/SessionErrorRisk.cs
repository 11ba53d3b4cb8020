namespace Coxswain.Core.Monitoring.Dashboards;

/// <param name="NextRequest">Chance that the next request is given up: by this session's own requests where there are enough, else by those of all sessions of the last days.</param>
/// <param name="GivenUp">Requests the client gave up on, of all.</param>
/// <param name="Recovered">Of requests with a failed try and a known end, those its own retries brought to an answer.</param>
/// <param name="FailedTries">At least so many where no transcript tells.</param>
public sealed record SessionErrorRisk(Figure NextRequest, Figure GivenUp, Figure Recovered, long FailedTries, bool IsTriesLeast);
