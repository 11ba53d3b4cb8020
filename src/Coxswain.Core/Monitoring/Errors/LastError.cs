using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Errors;

/// <summary>A request that met a failure, with what became of it.</summary>
/// <param name="Time">Of its first failure.</param>
/// <param name="Class">In small letters with underscores.</param>
/// <param name="StatusCode"><see langword="null"/>: there was no HTTP answer, or the gateway kept it from the client.</param>
/// <param name="Model">As it was told, or that of the nearest answered call; empty: unknown.</param>
/// <param name="Became"><c>given_up</c>, <c>recovered</c>, <c>refused</c>, or <c>unknown</c>: nothing came after it.</param>
/// <param name="By">What recovered it: <c>client</c>, or the gateway's strategy as <c>retry</c>; empty: nothing did.</param>
/// <param name="FailedTries">At least so many.</param>
public sealed record LastError(DateTimeOffset Time, string Class, int? StatusCode, string Model, string Became, string By, long FailedTries, string SessionId)
{
    internal static LastError Of(MetFailure one)
    {
        var (first, shown) = (one.Request.First, one.Request.Last ?? one.Request.First);
        return new LastError(
            first.Time, FailureNames.Of(shown), shown.StatusCode, first.Model, one.Request.IsRecovered switch { true => "recovered", false => "given_up", _ => "unknown" },
            one.Request.IsRecovered == true ? "client" : "", one.Tries, one.SessionId);
    }
}
