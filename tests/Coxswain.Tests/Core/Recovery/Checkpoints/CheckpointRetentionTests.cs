using Coxswain.Core.Recovery.Checkpoints;

namespace Coxswain.Tests.Core.Recovery.Checkpoints;

public sealed class CheckpointRetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Oldest_of_too_many_and_all_too_old_ones_go()
    {
        var options = new CheckpointOptions { MostPerSession = 3, LongestAge = TimeSpan.FromDays(2) };

        Assert.Equal([2, 1], Expired(options, (1, 1), (4, 0), (2, 1), (3, 0), (5, 0)));
        Assert.Equal([1], Expired(options, (1, 2.01), (2, 2)));
        Assert.Empty(Expired(options));
    }

    private static IEnumerable<int> Expired(CheckpointOptions options, params (int Number, double Days)[] given)
        => CheckpointRetention.Expired(
            [.. given.Select(static one => new Checkpoint("s", one.Number, CheckpointReason.Stop, Now - TimeSpan.FromDays(one.Days), "/", "", null, null, null, [], null))], options, Now)
            .Select(static one => one.Number);
}
