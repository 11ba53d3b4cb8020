using Coxswain.Core.Kernel;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Core.Kernel;

public sealed class RepeatedWorkTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Run_that_fails_is_told_and_the_next_comes_after_the_interval_until_it_is_stopped()
    {
        var clock = new FakeTimeProvider();
        using var stop = new CancellationTokenSource();
        var (runs, told) = (0, new List<string>());

        var working = RepeatedWork.RunAsync(
            _ => ++runs switch { 1 => throw new IOException("full"), 2 => throw new OperationCanceledException("a time of its own was up"), _ => Task.CompletedTask },
            Hour,
            clock,
            problem => told.Add(problem.Message),
            stop.Token);

        Assert.Equal(1, runs);
        clock.Advance(Hour - TimeSpan.FromSeconds(1));
        Assert.Equal(1, runs);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((2, "full", "a time of its own was up"), (runs, told[0], told[1]));
        clock.Advance(Hour);
        Assert.Equal((3, 2), (runs, told.Count));
        await stop.CancelAsync();
        await working.WaitAsync(Patience, TestContext.Current.CancellationToken);
        clock.Advance(Hour);
        Assert.Equal(3, runs);
    }

    [Fact]
    public async Task Work_that_is_stopped_under_way_has_not_failed()
    {
        using var stop = new CancellationTokenSource();
        var told = 0;

        var working = RepeatedWork.RunAsync(token => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token), Hour, TimeProvider.System, _ => told++, stop.Token);
        await stop.CancelAsync();

        await working.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(0, told);
    }
}
