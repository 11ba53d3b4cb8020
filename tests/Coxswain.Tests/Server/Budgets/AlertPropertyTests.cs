using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Core.Budgets.Periods;
using Coxswain.Tests.Otlp;
using CsCheck;

namespace Coxswain.Tests.Server.Budgets;

/// <summary>
/// Every threshold that is reached is kept exactly once per period, and told exactly once to a channel that answers: over spend of any size, clocks set forward and back, days of 23 and 25 hours
/// and half-hour changes, restarts, kills, refusals. The state file is the real one, and a kill leaves it as it lies on the disk then.
/// </summary>
public sealed class AlertPropertyTests
{
    private const decimal LimitUsd = 10;
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"];

    private static readonly Gen<(string Zone, BudgetPeriod Period, long Second, (double Cost, double Jump, int What)[] Steps)> Lives = Gen.Select(
        Gen.Int[0, 2].Select(static index => Zones[index]),
        Gen.Int[2, 4].Select(static period => (BudgetPeriod)period),
        Gen.Long[0, 3L * 365 * 24 * 3600],
        Gen.Select(Gen.Double[0, 8], Gen.Double[-0.3, 1], Gen.Int[0, 11]).Array[1, 25]);

    [Fact]
    public Task Every_threshold_reached_is_kept_and_told_exactly_once_per_period_and_no_other() => Lives.SampleAsync(
        static async life =>
        {
            await using var bed = await OpenAsync(life.Zone, life.Second);
            await bed.SetAsync(Of(life.Period));
            await bed.RunAsync();
            var furthest = bed.Clock.Now;
            foreach (var (cost, jump, what) in life.Steps)
            {
                Move(bed, life.Period, jump, what);
                bed.Usage.All.Add((bed.Clock.Now, "s", (decimal)cost));
                await LiveAsync(bed, what, isBehind: bed.Clock.Now < furthest);
                furthest = bed.Clock.Now > furthest ? bed.Clock.Now : furthest;
            }

            bed.Clock.Now = furthest;
            bed.Channel.Refuses = false;
            await bed.RunAsync();

            var due = string.Join('\n', bed.Usage.All.GroupBy(one => BudgetWindow.At(life.Period, one.Time, bed.Clock.Zone)!.Value.FirstDay)
                .SelectMany(window => Thresholds(window.Sum(static one => one.CostUsd), LimitUsd).Select(percent => $"{life.Period.ToString().ToLowerInvariant()} {window.Key:yyyy-MM-dd} {percent}"))
                .Order(StringComparer.Ordinal));
            Assert.Equal(due, await bed.KeptAsync());
            Assert.Equal(due, bed.Told());
        },
        iter: Runs.Of(150, 10_000));

    /// <summary>The limit is set anew now and then: nothing told is told again, and what the limit of now says is kept after each look.</summary>
    [Fact]
    public Task Limit_that_is_set_anew_tells_nothing_twice() => Lives.SampleAsync(
        static async life =>
        {
            await using var bed = await OpenAsync(life.Zone, life.Second);
            await bed.SetAsync(Of(life.Period));
            var limits = new List<decimal> { LimitUsd };
            foreach (var (cost, jump, what) in life.Steps)
            {
                Move(bed, life.Period, jump, what);
                bed.Usage.All.Add((bed.Clock.Now, "s", (decimal)cost));
                if (what % 2 == 0)
                {
                    limits.Add(1 + ((decimal)jump + 0.3m) * 20);
                    await bed.SetAsync(Of(life.Period) with { LimitUsd = limits[^1] });
                }

                await LiveAsync(bed, what, isBehind: true);
                var window = BudgetWindow.At(life.Period, bed.Clock.Now, bed.Clock.Zone)!.Value;
                var kept = (await bed.KeptAsync()).Split('\n');
                var spent = bed.Usage.All.Where(one => one.Time >= window.Start && one.Time < window.End).Sum(static one => one.CostUsd);
                Assert.All(Thresholds(spent, limits[^1]), percent => Assert.Contains($"{AlertSpan.Of(life.Period, window)} {percent}", kept));
            }

            bed.Channel.Refuses = false;
            await bed.RunAsync();
            var possible = bed.Usage.All.GroupBy(one => AlertSpan.Of(life.Period, BudgetWindow.At(life.Period, one.Time, bed.Clock.Zone)!.Value))
                .SelectMany(span => Thresholds(span.Sum(static one => one.CostUsd), limits.Min()).Select(percent => $"{span.Key} {percent}")).ToHashSet();
            var all = (await bed.KeptAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Distinct(all);
            Assert.All(all, alert => Assert.Contains(alert, possible));
            Assert.Equal(string.Join('\n', all), bed.Told());
        },
        iter: Runs.Of(100, 5_000));

    /// <summary>Sessions that run beside each other.</summary>
    [Fact]
    public Task Thresholds_of_sessions_are_kept_and_told_exactly_once() => Gen.Select(Gen.Double[0, 6], Gen.Int[0, 90], Gen.Int[0, 11], Gen.Int[1, 4]).Array[1, 25].SampleAsync(
        static async steps =>
        {
            await using var bed = await OpenAsync("Europe/Berlin", 0);
            await bed.SetAsync(Of(BudgetPeriod.Session));
            await bed.RunAsync();
            foreach (var (cost, minutes, what, session) in steps)
            {
                bed.Clock.Now += TimeSpan.FromMinutes(minutes);
                bed.Usage.All.Add((bed.Clock.Now, $"s-{session}", (decimal)cost));
                await LiveAsync(bed, what, isBehind: false);
            }

            bed.Channel.Refuses = false;
            await bed.RunAsync();
            var due = string.Join('\n', bed.Usage.All.GroupBy(static one => one.Session)
                .SelectMany(static session => Thresholds(session.Sum(static one => one.CostUsd), LimitUsd).Select(percent => $"session {session.Key} {percent}")).Order(StringComparer.Ordinal));
            Assert.Equal(due, await bed.KeptAsync());
            Assert.Equal(due, bed.Told());
        },
        iter: Runs.Of(100, 5_000));

    private static async Task<AlertBed> OpenAsync(string zone, long second)
        => await new AlertBed(new JumpingClock(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(second), TimeZoneInfo.FindSystemTimeZoneById(zone))).OpenAsync();

    private static Budget Of(BudgetPeriod period) => new("b", period, LimitUsd, BudgetScope.Everything, [new LadderStep(BudgetAction.Notify, 50)]);

    // Counted apart from the code under test.
    private static IEnumerable<int> Thresholds(decimal spent, decimal limit)
        => new (int Percent, decimal Usd)[] { (50, limit / 2), (80, limit * 4 / 5), (95, limit * 19 / 20), (100, limit) }.Where(line => spent > 0 && spent >= line.Usd).Select(static line => line.Percent);

    /// <summary>Forward mostly, by up to a fifth of a period, or by two; back by up to 0.6 of one.</summary>
    private static void Move(AlertBed bed, BudgetPeriod period, double jump, int what)
    {
        var window = BudgetWindow.At(period, bed.Clock.Now, bed.Clock.Zone)!.Value;
        bed.Clock.Now += jump * (what == 0 ? 2 : 0.2) * (window.End - window.Start);
    }

    /// <param name="isBehind">The clock shows less than it did: the next process looks before it is set forward again.</param>
    private static async Task LiveAsync(AlertBed bed, int what, bool isBehind)
    {
        bed.Channel.Refuses = what is 5 or 6;
        var lives = true;
        switch (what)
        {
            case 1:
                await bed.KillAsync();
                lives = false;
                break;
            case 2 or 6:
                lives = await bed.RunAsync(KillPoint.AfterKeeping);
                break;
            case 3:
                lives = await bed.RunAsync(KillPoint.BeforeKeeping);
                break;
            case 4:
                lives = await bed.RunAsync(KillPoint.BeforeSending);
                break;
            case 7:
                await bed.RestartAsync();
                await bed.RunAsync();
                break;
            default:
                await bed.RunAsync();
                break;
        }

        if (!lives && isBehind)
        {
            await bed.RunAsync();
        }
    }
}
