using Coxswain.Core.Sessions;
using Coxswain.Server.Api.Doctor;

namespace Coxswain.Tests.Server.Api.Doctor;

public sealed class PriceChecksTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void More_stored_than_the_client_counted_is_a_warning_with_both_amounts()
    {
        var check = PriceChecks.ClientTotals([new SessionClientTotal("s", Noon, 0.07372m, 0.14744m, 4, 0, 0, Noon.AddMinutes(-1))]);

        Assert.Equal(DoctorStatus.Warning, check.Status);
        Assert.Contains("possibly $0.07372 is counted twice", check.Summary, StringComparison.Ordinal);
        Assert.Equal("s: the client's own total is $0.07372 (2026-11-22 12:00 UTC), its 4 stored requests up to then $0.14744: $0.07372 more", Assert.Single(check.Details));
    }

    [Fact]
    public void Requests_after_the_clients_total_are_no_fault()
    {
        var check = PriceChecks.ClientTotals([new SessionClientTotal("s", Noon, 0.07372m, 0.14744m, 1, 0, 0, Noon.AddMinutes(1))]);

        Assert.Equal((DoctorStatus.Ok, "Of 1 session with the client's own total, none is higher than its stored requests explain."), (check.Status, check.Summary));
    }
}
