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

    [Fact]
    public void Fork_is_compared_without_its_origins_part_and_said_to_be_incomparable_where_that_is_unknown()
    {
        var fork = new SessionClientTotal("s", Noon, 0.5m, 0.2m, 3, 0, 0, Noon) { OriginSessionId = "o" };
        var (known, unknown) = (PriceChecks.ClientTotals([fork with { OriginTotalUsd = 0.3m }]), PriceChecks.ClientTotals([fork]));
        var more = PriceChecks.ClientTotals([fork with { OriginTotalUsd = 0.4m }]);

        Assert.Equal((DoctorStatus.Ok, "Of 1 session with the client's own total, none is higher than its stored requests explain."), (known.Status, known.Summary));
        Assert.Equal(DoctorStatus.Note, unknown.Status);
        Assert.EndsWith("1 forked session cannot be compared: no transcript tells what its origin had cost by then.", unknown.Summary, StringComparison.Ordinal);
        Assert.Equal("s: the client's own total, $0.5, includes what its origin o had cost before the fork; its own 3 stored requests cost $0.2", Assert.Single(unknown.Details));
        Assert.Equal(
            "s: the client's own total is $0.5, less $0.4 that its origin o had cost before the fork, (2026-11-22 12:00 UTC), its 3 stored requests up to then $0.2: $0.1 more", Assert.Single(more.Details));
    }
}
