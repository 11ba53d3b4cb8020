using Coxswain.Core.Recovery;
using Coxswain.Gateway;
using Coxswain.Server.Api.Doctor;

namespace Coxswain.Tests.Server.Api.Doctor;

public sealed class GatewayChecksTests
{
    private static readonly GatewayReport Well = new("https://api.anthropic.com", "transparent", "full", 0, 5, 5, 1, 0, 0, [], 0);

    [Fact]
    public void Degraded_model_is_named_with_its_beginning()
    {
        var check = Assert.Single(GatewayChecks.Now(Well with { Degraded = [new DegradedModel("claude-opus-5-5", DateTimeOffset.UnixEpoch)] }));

        Assert.Equal((DoctorStatus.Warning, "claude-opus-5-5 since 1970-01-01 00:00 UTC"), (check.Status, Assert.Single(check.Details)));
        Assert.Equal(DoctorStatus.Ok, Assert.Single(GatewayChecks.Now(Well)).Status);
    }

    [Fact]
    public void Calls_without_a_record_are_told()
        => Assert.Equal([DoctorStatus.Ok, DoctorStatus.Warning], GatewayChecks.Now(Well with { Unrecorded = 3 }).Select(static check => check.Status));

    [Fact]
    public void Server_of_one_command_has_no_gateway() => Assert.Empty(GatewayChecks.Now(null));

    [Theory]
    [InlineData(0, 0, DoctorStatus.Note)]
    [InlineData(7, 0, DoctorStatus.Ok)]
    [InlineData(7, 2, DoctorStatus.Warning)]
    public void Answers_that_were_not_read_are_told(int calls, int unread, DoctorStatus expected)
    {
        var check = GatewayChecks.Recorded(new RecordedCalls(calls, calls, 0, 0, 0, unread));

        Assert.Equal((expected, unread > 0), (check.Status, check.Details.Count > 0));
    }
}
