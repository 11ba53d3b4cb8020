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
        retention.Set(10);
        retention.Set(0);
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
        retention.Set(10);

        Assert.Equal(
            isSaid ? "Requests older than 10 days (before 2026-11-16 12:00 UTC) are not kept and not in these figures: store.retentionDays." : null,
            retention.Note(Ago(since), Ago(until), Ago(oldest)));
    }

    private static DateTimeOffset? Ago(int? hours) => hours is { } age ? Clock.GetUtcNow().AddHours(-age) : null;
}
