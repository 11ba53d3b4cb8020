using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Sessions;
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
            ["a count that is no valid number: 2 lines in 1 file, such as /a", "no JSON object, too long, or usage without a time: 1 line in 1 file, such as /b", "type moon: 4 lines in 1 file, such as /c"],
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

    /// <summary>Whole days: of the one that is deleted in part nothing is said.</summary>
    [Fact]
    public void Requests_of_days_before_the_store_keeps_any_are_counted_with_their_cost()
    {
        var now = new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
        ScannedUsageRow[] rows = [Row("2026-11-15", 3, 1.25m, 0), Row("2026-11-15", 2, null, 2), Row("2026-11-16", 7, 9m, 0)];

        var check = TranscriptChecks.Age(rows, Kept(10, 10), now);

        Assert.Equal(DoctorStatus.Note, check.Status);
        Assert.StartsWith("5 requests in transcripts, $1.25 and 2 of unknown cost, are of days before 2026-11-16 (UTC). The store keeps 10 days, so reports leave them out. They are kept with: cox config set store.retentionDays 376 (the oldest is of 2026-11-15; 0 keeps for ever)", check.Summary, StringComparison.Ordinal);
        Assert.Equal((DoctorStatus.Ok, "No request in transcripts is of a day before 2026-11-15: the store keeps 11 days."), (TranscriptChecks.Age(rows, Kept(11, 11), now).Status, TranscriptChecks.Age(rows, Kept(11, 11), now).Summary));
        Assert.Equal((DoctorStatus.Ok, "The store keeps requests for ever."), (TranscriptChecks.Age([], Kept(0, 0), now).Status, TranscriptChecks.Age([], Kept(0, 0), now).Summary));
        Assert.Equal("It is not known how long the store keeps requests.", TranscriptChecks.Age([], Kept(null, 10), now).Summary);
        Assert.Contains("The daemon keeps 10 days: what is older is deleted when it starts next.", TranscriptChecks.Age(rows, Kept(0, 10), now).Summary, StringComparison.Ordinal);
    }

    private static RequestRetention Kept(int? days, int configured)
    {
        var retention = new RequestRetention(TimeProvider.System);
        retention.Set(days, configured);
        return retention;
    }

    private static ScannedUsageRow Row(string day, long requests, decimal? cost, long unpriced) => new(
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), "m", requests, 0, 0, 0, 0, 0, null, 0, 0, cost, unpriced, default, default);
}
