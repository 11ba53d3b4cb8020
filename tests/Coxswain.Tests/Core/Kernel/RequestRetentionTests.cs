using Coxswain.Core.Kernel;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Core.Kernel;

public sealed class RequestRetentionTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Nothing_is_said_while_it_is_not_known_or_rows_are_kept_for_ever()
    {
        var retention = new RequestRetention(Clock);
        Assert.Equal((null, null, null), (retention.Days, retention.KeptFrom, retention.Note(DateTimeOffset.UnixEpoch, null, DateTimeOffset.UnixEpoch)));
        retention.Set(10, 0);
        retention.Set(0, 0);
        Assert.Equal((null, null, null), (retention.Days, retention.KeptFrom, retention.Note(DateTimeOffset.UnixEpoch, null, DateTimeOffset.UnixEpoch)));
    }

    /// <summary>Ages in hours; kept are 240.</summary>
    [Theory]
    [InlineData(241, null, null, true)]
    [InlineData(240, null, null, false)]
    [InlineData(239, 100, 300, false)]
    [InlineData(null, null, null, false)]
    [InlineData(null, null, 215, false)]
    [InlineData(null, null, 217, true)]
    [InlineData(null, 100, 217, true)]
    [InlineData(null, 241, null, true)]
    public void Report_says_when_requests_of_its_window_are_not_kept(int? since, int? until, int? oldest, bool isSaid)
    {
        var retention = new RequestRetention(Clock);
        retention.Set(10, 10);

        Assert.Equal(
            isSaid ? "Requests older than 10 days (before 2026-11-16 12:00 UTC) are not kept and not in these figures: store.retentionDays." : null,
            retention.Note(Ago(since), Ago(until), Ago(oldest)));
    }

    /// <summary>As after <c>config set</c>, or in a store only single commands have opened.</summary>
    [Theory]
    [InlineData(0, 10, 10)]
    [InlineData(400, 10, 10)]
    [InlineData(10, 10, null)]
    [InlineData(10, 400, null)]
    [InlineData(10, 0, null)]
    [InlineData(null, 10, null)]
    public void What_the_next_daemon_deletes_is_said_before(int? days, int configured, int? coming)
    {
        var retention = new RequestRetention(Clock);
        retention.Set(days, configured);

        Assert.Equal(coming, retention.ComingDays);
        Assert.Equal(
            coming is null ? null : "Requests older than 10 days (before 2026-11-16 12:00 UTC) are deleted when the daemon starts next: store.retentionDays.",
            retention.Note(null, null, Ago(days == 10 ? 100 : 300)));
    }

    private static DateTimeOffset? Ago(int? hours) => hours is { } age ? Clock.GetUtcNow().AddHours(-age) : null;
}
