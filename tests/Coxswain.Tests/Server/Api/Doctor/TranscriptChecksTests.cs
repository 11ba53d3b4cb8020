using Coxswain.Core.Usage;
using Coxswain.Server.Api.Doctor;

namespace Coxswain.Tests.Server.Api.Doctor;

public sealed class TranscriptChecksTests
{
    [Fact]
    public void Request_ids_with_several_messages_are_counted_and_named()
    {
        var check = TranscriptChecks.RequestIds(new SharedRequestIds(2, ["req_b", "req_a"]));

        Assert.Equal(DoctorStatus.Warning, check.Status);
        Assert.StartsWith("2 request ids with two or more messages: each counts as one request", check.Summary, StringComparison.Ordinal);
        Assert.Equal(["such as req_b", "such as req_a"], check.Details);
        Assert.Equal(DoctorStatus.Ok, TranscriptChecks.RequestIds(new SharedRequestIds(0, [])).Status);
    }
}
