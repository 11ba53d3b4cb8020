using Coxswain.Core.Telemetry.Drift;
using Coxswain.Core.Usage;
using Coxswain.Server.Api.Doctor;

namespace Coxswain.Tests.Server.Api.Doctor;

public sealed class TranscriptChecksTests
{
    [Fact]
    public void Damaged_lines_are_told_by_what_is_wrong_with_them()
    {
        var check = TranscriptChecks.Gaps([new TranscriptGap(TranscriptGap.InvalidCount, 2, 1, "/a"), new TranscriptGap("", 1, 1, "/b"), new TranscriptGap("moon", 4, 1, "/c")]);

        Assert.Equal((DoctorStatus.Warning, "3 damaged lines and 4 of types without a place were skipped."), (check.Status, check.Summary));
        Assert.Equal(
            ["a count that is no valid number: 2 lines in 1 files, such as /a", "no JSON object, too long, or usage without a time: 1 lines in 1 files, such as /b", "type moon: 4 lines in 1 files, such as /c"],
            check.Details);
        Assert.Equal(DoctorStatus.Warning, TranscriptChecks.Gaps([new TranscriptGap(TranscriptGap.InvalidCount, 1, 1, "/a")]).Status);
    }

    [Fact]
    public void Request_ids_with_several_messages_are_counted_and_named()
    {
        var check = TranscriptChecks.RequestIds(new SharedRequestIds(2, ["req_b", "req_a"]), 9);

        Assert.Equal(DoctorStatus.Warning, check.Status);
        Assert.StartsWith("2 request ids with two or more messages: each counts as one request", check.Summary, StringComparison.Ordinal);
        Assert.Equal(["such as req_b", "such as req_a"], check.Details);
        Assert.Equal(DoctorStatus.Ok, TranscriptChecks.RequestIds(new SharedRequestIds(0, []), 9).Status);
        Assert.Equal((DoctorStatus.Note, "Transcripts told no requests in this time."), (TranscriptChecks.RequestIds(new SharedRequestIds(0, []), 0).Status, TranscriptChecks.RequestIds(new SharedRequestIds(0, []), 0).Summary));
    }
}
