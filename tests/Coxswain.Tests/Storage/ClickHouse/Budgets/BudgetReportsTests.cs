using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Forecasting;
using Coxswain.Core.Usage;
using Coxswain.Tests.Core.Budgets.Admission;
using Coxswain.Tests.Storage.ClickHouse.Usage;
using Microsoft.Extensions.Time.Testing;
using static Coxswain.Tests.Storage.ClickHouse.Usage.SeenCalls;

namespace Coxswain.Tests.Storage.ClickHouse.Budgets;

/// <summary>How far budgets are used, with the real store below.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class BudgetReportsTests(UsageStoreBed bed)
{
    private readonly KnownBudgets _budgets = new();
    private readonly FakeTimeProvider _clock = new(UsageStoreRoom.Noon.AddHours(1));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>An event, a transcript's line and a call through the gateway, each of another request; the noon of a Sunday.</summary>
    [Theory]
    [InlineData(BudgetPeriod.Day, "UTC", 3)]
    [InlineData(BudgetPeriod.Week, "UTC", 3)]
    [InlineData(BudgetPeriod.Month, "UTC", 3)]
    [InlineData(BudgetPeriod.Day, "Pacific/Kiritimati", 3)]
    public async Task Spend_counts_each_request_once_whoever_told_of_it(BudgetPeriod period, string zone, int requests)
    {
        var room = await FilledAsync();
        _clock.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById(zone));
        _budgets.All = [Of(period)];

        var status = Assert.Single(await Reports(room).ReadAsync("", Cancel));

        Assert.Equal((requests, requests * Cost, 0), (status.Spend!.Requests, status.Spend.CostUsd, status.Spend.UnknownCostRequests));
        Assert.Equal((double)(requests * Cost / 0.1m * 100), status.UsedPercent!.Value, 9);
        Assert.Equal(0.1m - (requests * Cost), status.LeftUsd);
    }

    [Theory]
    [InlineData(BudgetPeriod.Day, 1, 0)]
    [InlineData(BudgetPeriod.Week, 1, 0)]
    [InlineData(BudgetPeriod.Month, 1, 3)]
    [InlineData(BudgetPeriod.Month, 9, 0)]
    public async Task Period_that_is_over_does_not_count(BudgetPeriod period, int daysLater, int requests)
    {
        var room = await FilledAsync();
        _clock.Advance(TimeSpan.FromDays(daysLater));
        _clock.SetLocalTimeZone(TimeZoneInfo.Utc);
        _budgets.All = [Of(period)];

        Assert.Equal(requests, Assert.Single(await Reports(room).ReadAsync("", Cancel)).Spend!.Requests);
    }

    [Theory]
    [InlineData("/home/dev/shop", "", 2)]
    [InlineData("/home/dev", "", 2)]
    [InlineData("/home/dev/sho", "", 0)]
    [InlineData("", "main", 2)]
    [InlineData("/home/dev/shop", "other", 0)]
    public async Task Scope_is_what_counts(string project, string branch, int requests)
    {
        var room = await FilledAsync();
        _budgets.All = [Of(BudgetPeriod.Month) with { Scope = new BudgetScope(project, branch) }];

        Assert.Equal(requests, Assert.Single(await Reports(room).ReadAsync("", Cancel)).Spend!.Requests);
    }

    [Fact]
    public async Task Session_is_compared_with_the_one_asked_about_and_a_request_with_none()
    {
        var room = await FilledAsync();
        _budgets.All = [Of(BudgetPeriod.Session), Of(BudgetPeriod.Request) with { Name = "request" }];

        var asked = await Reports(room).ReadAsync("session-1", Cancel);
        var none = await Reports(room).ReadAsync("", Cancel);

        Assert.Equal([2L, null], asked.Select(static status => status.Spend?.Requests));
        Assert.Equal([null, null], none.Select(static status => status.UsedPercent));
    }

    [Fact]
    public async Task Nothing_spent_is_0_and_a_spend_nobody_knows_is_not()
    {
        var room = await bed.OpenAsync();
        _budgets.All = [Of(BudgetPeriod.Day)];
        Assert.Equal(0, Assert.Single(await Reports(room).ReadAsync("", Cancel)).UsedPercent);

        await room.WriteAsync(UsageStoreRoom.Event("req_1", null, ("model", "claude-unheard-of")));
        var unknown = Assert.Single(await Reports(room).ReadAsync("", Cancel));
        Assert.Equal((1L, null, null, null), (unknown.Spend!.UnknownCostRequests, unknown.Spend.CostUsd, unknown.UsedPercent, unknown.LeftUsd));

        await room.WriteAsync(UsageStoreRoom.Event("req_2", (double)Cost));
        Assert.Equal((1L, Cost), (Assert.Single(await Reports(room).ReadAsync("", Cancel)).Spend is { } spend ? (spend.UnknownCostRequests, spend.CostUsd!.Value) : default));
    }

    [Theory]
    [InlineData(36, 0, true)]
    [InlineData(37, 0, false)]
    [InlineData(36, 60, false)]
    [InlineData(36, -1, true)]
    public async Task Step_is_due_from_its_percentage_on_unless_it_is_overridden(int percent, int minutes, bool isDue)
    {
        var room = await FilledAsync();
        _budgets.All = [Of(BudgetPeriod.Month) with { Ladder = [new LadderStep(BudgetAction.Block, percent)] }];
        _budgets.Overrides = minutes == 0 ? [] : [new BudgetOverride("b", _clock.GetUtcNow().AddHours(-1), _clock.GetUtcNow().AddMinutes(minutes), "release")];

        var status = Assert.Single(await Reports(room).ReadAsync("", Cancel));

        Assert.Equal((isDue, false), (status.IsDue(BudgetAction.Block), status.IsDue(BudgetAction.Advise)));
    }

    /// <summary>Two people on one daemon; one is told by an address, the other by an id alone.</summary>
    [Theory]
    [InlineData("ada@example.org", 2)]
    [InlineData("user-7", 1)]
    [InlineData("user-1", 0)]
    [InlineData("", 4)]
    public async Task Budget_of_a_user_counts_that_users_sessions(string user, int requests)
    {
        var room = await bed.OpenAsync();
        (string, string)[] ada = [("session.id", "s-ada"), ("user.email", "ada@example.org"), ("user.id", "user-1")];
        await room.WriteAsync(UsageStoreRoom.Event("req_1", (double)Cost, ada), UsageStoreRoom.Event("req_2", (double)Cost, ada));
        await room.WriteAsync(UsageStoreRoom.Event("req_3", (double)Cost, ("session.id", "s-bob"), ("user.id", "user-7")));
        await room.WriteAsync(UsageStoreRoom.Event("req_4", (double)Cost, ("session.id", "s-nobody")));
        _budgets.All = [Of(BudgetPeriod.Month) with { Scope = new BudgetScope(User: user) }];

        Assert.Equal(requests, Assert.Single(await Reports(room).ReadAsync("", Cancel)).Spend!.Requests);
        var costs = await room.Store.ReadSessionCostsAsync(new UsageFilter(UsageStoreRoom.Noon.AddDays(-1), null, TimeZoneInfo.Utc, "", "", "") { User = user }, 0, 10, Cancel);
        Assert.Equal(requests * Cost, costs.Sum(static cost => cost.CostUsd));
    }

    /// <summary>A dollar's worth each day, by events of the same noon on the days before.</summary>
    [Fact]
    public async Task Forecast_rests_on_the_days_that_are_stored()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync([.. Enumerable.Range(0, 40).Select(static day => UsageStoreRoom.Event($"req_{day}", (double)Cost) with { TimestampNs = UsageStoreRoom.Noon.AddDays(-day).ToUnixTimeMilliseconds() * 1_000_000 })]);
        _budgets.All = [Of(BudgetPeriod.Month), Of(BudgetPeriod.Session) with { Name = "s" }];

        var statuses = await Reports(room).ReadWithForecastsAsync("session-1", Cancel);

        var forecast = statuses[0].Forecast!;
        Assert.Equal((ForecastState.Ready, 38), (forecast.State, forecast.DaysUsed));
        Assert.InRange(forecast.Total!.MedianUsd, 29 * Cost, 31 * Cost);
        Assert.True(forecast.Crossing!.IsReached);
        Assert.Null(statuses[1].Forecast);
    }

    private static Budget Of(BudgetPeriod period) => new("b", period, 0.1m, BudgetScope.Everything, []);

    private BudgetReports Reports(UsageStoreRoom room) => new(_budgets, room.Store, new OpenCalls(new SpendLedger()), _clock);

    private async Task<UsageStoreRoom> FilledAsync()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("req_1", (double)Cost));
        await room.WriteAsync(UsageStoreRoom.Fact("req_2"));
        await WriteAsync(room, Call("c3", "req_3", Sdk));
        await WriteAsync(room, Call("c2", "req_2", Claude));
        return room;
    }
}
