using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Replay;
using Coxswain.Core.Budgets.Replay.Policies;
using Coxswain.Core.Pricing;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Tests.Core.Budgets.Replay;

public sealed class ReplayRunTests
{
    private const string Opus = "claude-opus-5-5";
    private const string Haiku = "claude-haiku-5-5";

    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly UsageFilter Everything = new(null, null, TimeZoneInfo.Utc, "", "", "");

    /// <summary>Opus wrote 50,000 tokens and read them a minute later; Haiku would have done the same. Its 30 % more requests are counted, what it fails at is done again.</summary>
    [Fact]
    public void Moved_conversation_is_written_and_read_at_the_other_models_prices()
    {
        var result = Run(new FamilyPolicy(BaselineWorkload.Models, "haiku"), [Request(0, 0, 50_000), Request(1, 50_000, 1_000)]);

        // 500 tokens of output at $0.50, writes at $0.125, reads at $0.01 the million.
        var haiku = (51_000 * 0.125m + 50_000 * 0.01m + 1_000 * 0.50m) / 1_000_000m;
        var shares = BaselineWorkload.Models.Prior.Difficulty.Of(new TaskFeatures { Terms = [] });
        var again = (decimal)BaselineWorkload.Models.LessSuccess(new TaskFeatures { Terms = [] }, Opus, Haiku) * result.Totals.ActualUsd;
        Assert.True(shares.Hard > 0);
        Assert.Equal(2, result.Totals.MovedRequests);
        Assert.Equal(haiku * 1.3m + again ?? 0, result.Totals.ReplayedUsd ?? 0, 8);
        Assert.Equal(haiku, result.Totals.LowUsd ?? 0, 8);
    }

    [Fact]
    public void Way_back_writes_what_the_own_model_has_lost()
    {
        // The second prompt, four minutes on, goes to Haiku; the third comes eight minutes after Opus answered last.
        var history = new[] { Request(0, 0, 50_000, "a"), Request(4, 50_000, 1_000, "b"), Request(8, 51_000, 1_000, "c") };

        var result = Run(new OneTaskPolicy(1, Haiku), history);

        var third = (52_000 * 5m + 500 * 20m) / 1_000_000m;
        var route = Assert.Single(result.Routes, row => row.From == row.To);
        Assert.Equal(Cost(history[0]) + third, route.Figures.ReplayedUsd ?? 0, 8);
    }

    [Fact]
    public void Prompt_too_large_for_the_models_window_stays()
    {
        var result = Run(new FamilyPolicy(BaselineWorkload.Models, "haiku"), [Request(0, 0, 1_000_000)]);

        Assert.Equal((0, 1, result.Totals.ActualUsd), (result.Totals.MovedRequests, result.Totals.RefusedRequests, result.Totals.ReplayedUsd));
    }

    [Fact]
    public void Requests_of_unknown_cost_are_counted_and_in_no_sum()
    {
        var known = Request(0, 0, 10_000);

        var result = Run(new DoNothingPolicy(), [known, Request(1, 10_000, 1_000) with { CostUsd = null }]);
        var nothing = Run(new DoNothingPolicy(), [known with { CostUsd = null }]);

        Assert.Equal((2, 1, known.CostUsd), (result.Totals.Requests, result.Totals.UnknownRequests, result.Totals.ReplayedUsd));
        Assert.Null(nothing.Totals.ActualUsd);
    }

    [Fact]
    public void Requests_before_the_window_fill_caches_and_are_in_no_sum()
    {
        var history = new[] { Request(0, 0, 50_000, "a"), Request(3, 50_000, 1_000, "b") };

        var result = new ReplayRun(BaselineWorkload.Models, new DoNothingPolicy(), Everything with { Since = Noon.AddMinutes(2) }).Read(new ReplayHistory(history, [], [], false));

        Assert.Equal((1, 1, Cost(history[1])), (result.Totals.Requests, result.Tasks, result.Totals.ReplayedUsd));
    }

    [Fact]
    public void Short_prompt_goes_on_with_the_task_before_it()
    {
        ReplayHint[] hints = [Hint("a", "debug the authentication issue in the gateway"), Hint("b", "yes, do that"), Hint("c", "commit this")];
        var history = new ReplayHistory([Request(0, 0, 10_000, "a"), Request(1, 10_000, 500, "b"), Request(2, 10_500, 500, "c")], hints, [], false);

        var tasks = Assert.Single(new ReplayTasks(BaselineWorkload.Models.Prior).Of(history)).Tasks;

        Assert.Equal(
            [TaskDifficulty.Hard, TaskDifficulty.Hard, TaskDifficulty.Routine],
            tasks.Select(static task => BaselineWorkload.Models.Prior.Difficulty.Of(task.Features).Likeliest));

        static ReplayHint Hint(string prompt, string text) => new("s", "", prompt, TaskFeatures.Of(text).Terms, []);
    }

    [Fact]
    public void Tasks_that_end_later_teach_nothing()
    {
        var features = TaskFeatures.Of("read the ledger importer and tell me what is wrong");
        var history = Enumerable.Range(0, 200).Select(minute => new ReplayConversation($"s{minute}", false, [Task(minute, features)], [])).ToList();
        var advice = ReplayAdvice.Of(BaselineWorkload.Models, history);

        Assert.Equal(TaskDifficulty.Routine, advice.Recommend(features, Noon.AddMinutes(99))?.Difficulty.Likeliest);
        Assert.NotEqual(TaskDifficulty.Routine, advice.Recommend(features, Noon.AddMinutes(200))?.Difficulty.Likeliest);

        // They are learned a hundred at a time. Half of them are small: otherwise all of this user's tasks were large, and these would not be.
        static ReplayTask Task(int minute, TaskFeatures features) => minute % 2 == 0
            ? new(features, [.. Enumerable.Range(0, 30).Select(i => Request(minute, 0, 1_000) with { CostUsd = i })])
            : new(TaskFeatures.Of($"rename field number{minute}"), [Request(minute, 0, 1_000)]);
    }

    [Fact]
    public void Summary_the_client_asks_for_goes_to_the_cheapest_model_unless_its_prompt_is_long()
    {
        var result = Run(new RecommendedPolicy(BaselineWorkload.Models), [Own(0, 60_000), Own(10, 150_000)]);

        Assert.Equal((2, 1), (result.Totals.Requests, result.Totals.MovedRequests));
        Assert.True(result.Totals.ReplayedUsd < result.Totals.ActualUsd);

        static ReplayRequest Own(int minute, long read) => Request(minute, read, 0) is var request ? request with { Call = request.Call with { QueryClass = "auxiliary" } } : request;
    }

    private static ReplayResult Run(IReplayPolicy policy, IReadOnlyList<ReplayRequest> requests)
        => new ReplayRun(BaselineWorkload.Models, policy, Everything).Read(new ReplayHistory(requests, [new ReplayHint("s", "", "a", [], [])], [], false));

    private static decimal Cost(ReplayRequest request) => request.CostUsd ?? 0;

    private static ReplayRequest Request(int minute, long read, long written, string prompt = "a")
    {
        var usage = new TokenUsage(0, 500, read, written, 0, 0, "", "", "");
        var call = new CachedRequest("s", "", "main", "/home/dev/shop", Noon.AddMinutes(minute), Noon.AddMinutes(minute), Opus, usage) { Key = $"r{minute}", PromptId = prompt };
        return new ReplayRequest(call, BaselineWorkload.Models.Prices.Cost(usage, Opus, Noon));
    }
}
