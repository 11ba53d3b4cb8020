using Coxswain.Core.Budgets;
using Coxswain.Server.Budgets;

namespace Coxswain.Tests.Server.Budgets;

public sealed class AlertDeliveringTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly Budget Day = new("day", BudgetPeriod.Day, 10, BudgetScope.Everything, [new LadderStep(BudgetAction.Notify, 80)]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_that_jumps_several_thresholds_is_one_message_of_those_from_the_steps_percentage_on()
    {
        await using var bed = await OpenAsync(Day);
        bed.Usage.All.Add((Noon, "s", 9.7m));

        await bed.RunAsync();
        await bed.RunAsync();

        var message = Assert.Single(bed.Channel.Taken);
        Assert.Equal((95, "80"), (message.Percent, string.Join(',', message.AlsoReached)));
        Assert.Equal("day 2026-11-25 50\nday 2026-11-25 80\nday 2026-11-25 95", await bed.KeptAsync());
    }

    [Fact]
    public async Task Budget_without_the_step_has_its_alerts_kept_and_nobody_told()
    {
        await using var bed = await OpenAsync(Day with { Ladder = [] });
        bed.Usage.All.Add((Noon, "s", 20));

        await bed.RunAsync();
        await bed.SetAsync(Day);
        await bed.RunAsync();

        Assert.Empty(bed.Channel.Taken);
        Assert.Equal(4, (await bed.Alerts.ListAsync("", 10, Cancel)).Count);
    }

    [Fact]
    public async Task New_budget_tells_at_once_of_what_is_spent_today_and_not_of_days_before()
    {
        await using var bed = await OpenAsync(Day);
        bed.Usage.All.Add((Noon.AddDays(-1), "s", 20));
        bed.Usage.All.Add((Noon, "s", 8));

        await bed.RunAsync();

        Assert.Equal("day 2026-11-25 50\nday 2026-11-25 80", await bed.KeptAsync());
    }

    [Fact]
    public async Task Spend_that_arrives_while_nothing_runs_is_told_of_when_it_runs_again()
    {
        await using var bed = await OpenAsync(Day);
        await bed.RunAsync();
        await bed.KillAsync();
        bed.Usage.All.Add((Noon, "s", 8));
        bed.Usage.All.Add((Noon.AddDays(1), "s", 5));
        bed.Clock.Now = Noon.AddDays(3);

        await bed.RunAsync();

        Assert.Equal("day 2026-11-25 50\nday 2026-11-25 80\nday 2026-11-26 50", await bed.KeptAsync());
    }

    [Fact]
    public async Task Traveller_is_told_once_of_a_day_whatever_zone_it_is_looked_at_from()
    {
        await using var bed = await OpenAsync(Day);
        bed.Usage.All.Add((Noon, "s", 8));
        foreach (var zone in new[] { "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Europe/Berlin" })
        {
            bed.Clock.Zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
            await bed.RunAsync();
        }

        Assert.Equal("day 2026-11-25 50\nday 2026-11-25 80", await bed.KeptAsync());
        Assert.Equal("day 2026-11-25 80", bed.Told());
    }

    [Fact]
    public async Task Refused_message_is_tried_again_with_what_was_reached_since_and_failures_are_counted()
    {
        await using var bed = await OpenAsync(Day);
        bed.Usage.All.Add((Noon, "s", 8));
        bed.Channel.Refuses = true;
        await bed.RunAsync();
        await bed.RunAsync();
        Assert.Equal(2, Assert.Single((await bed.Alerts.ListAsync("", 1, Cancel))[0].Deliveries).Failures);
        bed.Usage.All.Add((Noon, "s", 2));
        bed.Channel.Refuses = false;

        await bed.RunAsync();

        Assert.Equal("day 2026-11-25 100\nday 2026-11-25 80\nday 2026-11-25 95", bed.Told());
        Assert.Single(bed.Channel.Taken);
    }

    /// <summary>What nobody can help without the channel's help; the ids let it know.</summary>
    [Fact]
    public async Task Kill_between_the_channels_answer_and_its_row_sends_the_same_once_more()
    {
        await using var bed = await OpenAsync(Day);
        bed.Usage.All.Add((Noon, "s", 8));
        Assert.False(await bed.RunAsync(KillPoint.BeforeTaking));

        await bed.RunAsync();
        await bed.RunAsync();

        Assert.Equal(2, bed.Channel.Taken.Count);
        Assert.Equal(bed.Channel.Taken[0].Ids, bed.Channel.Taken[1].Ids);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(5, 80)]
    [InlineData(9, 900)]
    [InlineData(1_000_000, 900)]
    public void Waits_double_up_to_a_quarter_of_an_hour(int failures, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), ChannelState.Wait(failures));

    [Fact]
    public async Task Channel_that_is_set_up_no_more_is_owed_nothing()
    {
        await using var bed = await OpenAsync(Day);
        bed.Usage.All.Add((Noon, "s", 8));
        bed.Channel.Refuses = true;
        await bed.RunAsync();
        bed.Channel.IsSetUp = false;
        await bed.DropAsync();
        bed.Channel.IsSetUp = true;
        bed.Channel.Refuses = false;

        await bed.RunAsync();

        Assert.Empty(bed.Channel.Taken);
    }

    private static async Task<AlertBed> OpenAsync(Budget budget)
    {
        var bed = await new AlertBed(new JumpingClock(Noon, TimeZoneInfo.Utc)).OpenAsync();
        await bed.SetAsync(budget);
        return bed;
    }
}
