using System.Diagnostics;
using System.Globalization;
using Coxswain.Bench.Measuring;
using Coxswain.Core.Budgets.Efficiency;
using Coxswain.Core.Kernel;
using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Monitoring.Timeouts;
using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Core.Tools;
using Coxswain.Core.Usage.Caching;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse.Budgets;
using Coxswain.Storage.ClickHouse.Monitoring;
using Coxswain.Storage.ClickHouse.Recovery;
using Coxswain.Storage.ClickHouse.Sessions;
using Coxswain.Storage.ClickHouse.Tools;
using Coxswain.Storage.ClickHouse.Usage.Caching;
using Coxswain.Storage.ClickHouse.Usage.Rollup;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Bench.Dashboard;

/// <summary>How long what the home page asks takes in a store of millions of events: each question, the page whole, the plan's queries of the raw log beside them, and many open pages.</summary>
internal static class DashboardBench
{
    private const double MostMilliseconds = 50;
    private const double MostPageMilliseconds = 300;
    private const double LeastRatio = 50;
    private const double MostCores = 0.5;

    public static async Task<BenchReport> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        await using var store = await StoreUnderTest.StartAsync(cancellationToken, folder: options.Store);
        var began = Stopwatch.GetTimestamp();
        if (await store.CountLogsAsync(cancellationToken) < options.Events)
        {
            await EventFill.RunAsync(store, options.Events, cancellationToken);
            await Console.Error.WriteLineAsync($"filled with {options.Events:N0} events in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        }

        foreach (var budget in new[] { "day 500", "week 2000", "month 5000" })
        {
            await store.Cox.RunAsync(cancellationToken, ["budget", "set", .. budget.Split(' ')]);
        }

        using var client = new StoreClient(new StoreOptions(), StoreAddress.Embedded(store.Socket), TimeProvider.System, NullLogger<StoreClient>.Instance);
        var figures = new List<Figure>();
        began = Stopwatch.GetTimestamp();
        await OpenPages.SendOneAsync(store, 0, cancellationToken);
        while (await CountAsync(client, "requests_kept", cancellationToken) < options.Events / 4)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, cancellationToken);
        }

        figures.Add(Figure.Of("sums worked out of a store that had none", "s", Stopwatch.GetElapsedTime(began).TotalSeconds));
        using var rollup = await SettleAsync(client, cancellationToken);
        figures.AddRange(await QuestionsAsync(store, client, rollup, options, cancellationToken));
        using var pages = await HomePages.LogInAsync(store, cancellationToken);
        foreach (var range in new[] { "today", "7d", "30d" })
        {
            figures.Add(Figure.Of($"home page whole, {range}, the first", "ms", await SampleAsync(1, () => pages.ReadAsync(range, cancellationToken), warm: false)));
            var taken = new List<double>();
            for (var i = 0; i < options.Rounds; i++)
            {
                // As a page that is opened while events come in: no reading that was made before holds.
                await OpenPages.SendOneAsync(store, i, cancellationToken);
                await pages.OutliveAsync(cancellationToken);
                taken.AddRange(await SampleAsync(1, () => pages.ReadAsync(range, cancellationToken), warm: false));
            }

            figures.Add(Figure.Of($"home page whole, {range}, a row stored before each", "ms", taken));
            figures.Add(Figure.Of($"home page whole, {range}, 95th percentile", "ms", Statistics.Quantile(taken, 0.95), Goal.Max(MostPageMilliseconds)));
        }

        if (options.Dashboards > 0)
        {
            var (cores, late) = await OpenPages.MeasureAsync(store, pages, options, cancellationToken);
            figures.Add(Figure.Of($"{options.Dashboards} open pages, {options.Rate} events a second: cores", "cores", cores, Goal.Max(MostCores)));
            figures.Add(Figure.Of("from an event to its page, 95th percentile", "ms", Statistics.Quantile(late, 0.95), Goal.Max(1000)));
        }

        var size = options.Events.ToString("N0", CultureInfo.InvariantCulture);
        return new BenchReport(
            "dashboard",
            $"{size} events in {options.Events / EventFill.OfSession:N0} sessions of 60 days, {options.Rounds} times each question, one after the other. A question goes over the store's own interface to the daemon's engine and back; the page is GET / with three budgets, forecasts, cache ledger and receipts.",
            figures);
    }

    private static async Task<IReadOnlyList<Figure>> QuestionsAsync(StoreUnderTest store, StoreClient client, UsageRollup rollup, BenchOptions options, CancellationToken cancellationToken)
    {
        var usage = new ClickHouseUsageStore(client, rollup);
        var (now, zone) = (TimeProvider.System.GetUtcNow(), TimeZoneInfo.Local);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        UsageFilter Days(int days) => new(LocalMoment.First(today.AddDays(1 - days).ToDateTime(TimeOnly.MinValue), zone), null, zone, "", "", "");
        var all = new UsageFilter(null, null, zone, "", "", "");
        var figures = new List<Figure>();
        var sent = 0;
        foreach (var (range, days) in new[] { ("today", 1), ("7 days", 7), ("30 days", 30) })
        {
            await MeasureAsync($"models, {range}", () => usage.ReadAsync(UsageGrouping.Model, Days(days), cancellationToken));
            await MeasureAsync($"hours, {range}", () => usage.ReadHoursAsync(Days(days), cancellationToken));
            await MeasureAsync($"models, {range} before", () => usage.ReadAsync(UsageGrouping.Model, Days(days) with { Since = now.AddDays(-2 * days), Until = now.AddDays(-days) }, cancellationToken));
        }

        // As for a page: one of each in a process, which knows what it read before.
        var errors = new ClickHouseErrorRateStore(client, rollup);
        var tools = new ClickHouseToolStore(client, rollup);
        var tasks = new ClickHouseRecordedTaskStore(client, rollup);
        var caches = new ClickHouseCacheStore(client, rollup);
        var windows = new UsageFilter(null, null, zone, "", "", "");
        foreach (var (range, days) in new[] { ("today", 1), ("30 days", 30) })
        {
            var since = Days(days).Since ?? default;
            await MeasureAsync(
                $"cost burn rate, {range}: with the last 60 minutes and as long before",
                () => usage.ReadWindowsAsync(windows, [new TimeRange(since, now.AddYears(1)), new TimeRange(now.AddHours(-1), now.AddYears(1)), new TimeRange(since.AddDays(-days), now.AddDays(-days))], cancellationToken));
            await MeasureAsync($"error rate, {range}: answers", () => errors.CountAnsweredAsync(Days(days), cancellationToken));
            await MeasureAsync($"error rate, {range}: failures", () => errors.ReadFailuresAsync(Days(days), ErrorRates.Most + 1, cancellationToken), few: true);
            await MeasureAsync($"error rate, {range}: rescued", () => errors.ReadRescuedAsync(Days(days), ErrorRates.Most + 1, cancellationToken));
            await MeasureAsync($"recovery, {range}", () => new ClickHouseRecoveryStore(client, rollup).ReadOutcomesAsync(Days(days), cancellationToken));
            await MeasureAsync($"tools, {range}", () => tools.ReadToolsAsync(Days(days), cancellationToken), few: true);
            await MeasureAsync($"tool sequences, {range}", () => tools.ReadCallsAsync(Days(days), ToolReports.MostCalls + 1, cancellationToken), few: true);
            await MeasureAsync($"model efficiency, {range}: tasks", () => tasks.ReadAsync(Days(days), ModelEfficiencies.MostTasks, cancellationToken), few: true);
            await MeasureAsync($"model efficiency, {range}: speeds", () => new ClickHouseModelSpeedStore(client, rollup).ReadAsync(Days(days), cancellationToken));
        }

        await MeasureAsync("timeout risk, 30 days: durations, once a minute", () => new ClickHouseDurationStore(client, rollup).ReadAsync(new TimeRange(now.AddDays(-30), now), TimeoutRisks.Most + 1, cancellationToken), few: true);
        await MeasureAsync("newest sessions", () => new ClickHouseSessionStore(client, rollup).ListAsync(new SessionFilter("", "", null, 20), cancellationToken));
        await MeasureAsync("models, last 60 minutes", () => usage.ReadAsync(UsageGrouping.Model, all with { Since = now.AddHours(-1) }, cancellationToken));
        await MeasureAsync("oldest and newest", () => usage.ReadSpanAsync(cancellationToken));
        await MeasureAsync("hours, all, for forecasts", () => usage.ReadHoursAsync(all, cancellationToken));
        await MeasureAsync("projects, 90 days", () => usage.ReadAsync(UsageGrouping.Project, all with { Since = now.AddDays(-90) }, cancellationToken));
        await MeasureAsync("switches, 30 days", () => new ClickHouseSwitchReceiptStore(client, rollup).ReadAsync("", now.AddDays(-30), 1001, cancellationToken));
        var ledger = new CacheLedger(PriceBookLoader.Shipped());
        foreach (var (range, days) in new[] { ("today", 1), ("30 days", 30) })
        {
            await MeasureAsync(
                $"cache ledger, {range}",
                async () => CacheReport.Of(
                    CacheGrouping.Cause, Days(days), now, default, ledger.Read(await caches.ReadRequestsAsync(Days(days), CacheReports.MostRequests + 1, cancellationToken), []), isCut: false),
                few: true);
        }

        await CompareAsync("cost trend", PlanQueries.CostTrend, () => usage.ReadAsync(UsageGrouping.Daily, all, cancellationToken));
        await CompareAsync("models", PlanQueries.Models, () => usage.ReadAsync(UsageGrouping.Model, all, cancellationToken));
        await CompareAsync("tokens of 7 days (§4.1), our days and models", PlanQueries.Week, async () =>
        {
            await usage.ReadAsync(UsageGrouping.Daily, Days(7), cancellationToken);
            await usage.ReadAsync(UsageGrouping.Model, Days(7), cancellationToken);
        });
        return figures;

        async Task MeasureAsync(string name, Func<Task> ask, bool few = false)
        {
            if (!name.StartsWith(options.Case, StringComparison.Ordinal))
            {
                return;
            }

            // What reads much: after a row of a session was stored and worked out, as while somebody works; the first time by itself.
            var first = few ? await SampleAsync(1, ask, warm: false) : [];
            var taken = few ? await SampleAsync(5, ask, warm: false, StoreOneAsync) : await SampleAsync(options.Rounds, ask);
            if (few)
            {
                figures.Add(Figure.Of($"{name}, the first time", "ms", first));
            }

            figures.Add(Figure.Of(name, "ms", taken));
            figures.Add(Figure.Of($"{name}, 95th percentile", "ms", Statistics.Quantile(taken, 0.95), Goal.Max(MostMilliseconds)));
        }

        async Task StoreOneAsync()
        {
            var passes = rollup.Passes;
            await OpenPages.SendOneAsync(store, ++sent, cancellationToken);
            while (rollup.Passes == passes)
            {
                await rollup.IsReadyAsync(cancellationToken);
            }
        }

        async Task CompareAsync(string name, string sql, Func<Task> ask)
        {
            var (plans, ours) = (new List<double>(), new List<double>());
            for (var i = 0; i < 5; i++)
            {
                plans.AddRange(await SampleAsync(1, () => store.QueryAsync(sql, cancellationToken), warm: i == 0));
                ours.AddRange(await SampleAsync(1, ask, warm: i == 0));
            }

            figures.Add(Figure.Of($"the plan's {name}", "ms", plans));
            figures.Add(Figure.Of($"ours, {name}", "ms", ours));
            figures.Add(Figure.Of($"times faster, {name}", "ratio", [.. plans.Zip(ours, static (plan, our) => plan / our)], Goal.Min(LeastRatio)));
        }
    }

    /// <summary>Once the daemon says that all is worked out. A reader of its own does not know which marks it looked at, and believes them when they are old.</summary>
    private static async Task<UsageRollup> SettleAsync(StoreClient client, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rollup = new UsageRollup(client, TimeProvider.System, NullLogger<UsageRollup>.Instance);
            if (await rollup.IsReadyAsync(cancellationToken))
            {
                return rollup;
            }

            rollup.Dispose();
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<long> CountAsync(StoreClient client, string table, CancellationToken cancellationToken)
        => (await client.QueryAsync(new StoreStatement("count", $"SELECT toInt64(count()) FROM {table}"), static row => row.GetInt64(0), cancellationToken))[0];

    private static async Task<List<double>> SampleAsync(int times, Func<Task> ask, bool warm = true, Func<Task>? before = null)
    {
        if (warm)
        {
            await ask();
        }

        var taken = new List<double>(times);
        for (var i = 0; i < times; i++)
        {
            await (before?.Invoke() ?? Task.CompletedTask);
            var began = Stopwatch.GetTimestamp();
            await ask();
            taken.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return taken;
    }
}
