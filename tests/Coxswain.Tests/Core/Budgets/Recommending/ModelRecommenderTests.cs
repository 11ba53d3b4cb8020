using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Tests.Core.Budgets.Recommending;

public sealed class ModelRecommenderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Reading_and_analysing_a_file_is_for_the_economy_model_with_confidence()
    {
        var told = Recommend("read file and analyze");

        Assert.Equal("haiku", Chosen(told).Family);
        Assert.True(told.Confidence > 0.8);
        Assert.True(told.IsColdStart);
        Assert.Contains("stated prior of 2026-11-26", told.Reasoning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("debug authentication issue")]
    [InlineData("fix the race condition in the queue")]
    [InlineData("design the architecture of the new service")]
    [InlineData("migrate the database to sharding, security review included")]
    public void Hard_work_is_not_for_the_economy_model(string task)
    {
        var told = Recommend(task);

        Assert.NotEqual("haiku", Chosen(told).Family);
        Assert.False(told.Models.Single(model => model.Family == "haiku").WithinMargin);
    }

    [Theory]
    [InlineData("list all files")]
    [InlineData("summarise the README")]
    [InlineData("format the code")]
    [InlineData("rename a variable")]
    public void Routine_work_is_for_the_economy_model(string task) => Assert.Equal("haiku", Chosen(Recommend(task)).Family);

    [Fact]
    public void Candidates_are_the_newest_of_each_family_with_a_price()
        => Assert.Equal(["claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5", "claude-fable-5-2"], Recommend("anything").Models.Select(model => model.Model));

    [Fact]
    public void Own_tasks_outweigh_the_prior()
    {
        var haikuDoes = Enumerable.Range(0, 30).Select(_ => Past("debug authentication issue in the gateway", "claude-haiku-5-5", succeeded: true)).ToList();
        var haikuFails = Enumerable.Range(0, 30).Select(i => Past("read ledger file and analyze", i % 2 == 0 ? "claude-haiku-5-5" : "us.anthropic.claude-sonnet-5-5-v1:0", succeeded: i % 2 == 1)).ToList();

        Assert.Equal("haiku", Chosen(Recommend("debug authentication issue", haikuDoes)).Family);
        var told = Recommend("read ledger file and analyze", haikuFails);
        Assert.NotEqual("haiku", Chosen(told).Family);
        Assert.False(told.IsColdStart);
        Assert.Equal(15, told.Models.Single(model => model.Family == "sonnet").SimilarTasks);
    }

    /// <summary>Nobody tells how they went; that they took thirty requests each, where others of the user take four, says that the words mislead.</summary>
    [Fact]
    public void Tasks_like_it_that_took_many_requests_make_a_task_look_harder()
    {
        var usual = Enumerable.Range(0, 60).Select(i => Sized($"rename field number{i}", 4));
        var alike = Enumerable.Range(0, 12).Select(_ => Sized("read the ledger importer and tell me what is wrong", 30)).ToList();

        Assert.Equal(TaskDifficulty.Routine, Recommend("read the ledger importer and tell me what is wrong", [.. usual]).Difficulty.Likeliest);
        Assert.NotEqual(TaskDifficulty.Routine, Recommend("read the ledger importer and tell me what is wrong", [.. usual, .. alike]).Difficulty.Likeliest);
        Assert.Equal(TaskDifficulty.Routine, Recommend("read the ledger importer and tell me what is wrong", [.. usual, alike[0]]).Difficulty.Likeliest);

        static PastTask Sized(string text, int requests) => new(TaskFeatures.Of(text), "claude-opus-5-5", null, null) { Requests = requests };
    }

    [Fact]
    public void A_model_that_was_given_the_easy_tasks_does_not_look_better_for_it()
    {
        var past = Enumerable.Range(0, 40).Select(i => Past("list invoice files", "claude-haiku-5-5", succeeded: i % 20 != 0)).ToList();

        Assert.NotEqual("haiku", Chosen(Recommend("debug deadlock in invoice security", past)).Family);
    }

    [Fact]
    public void With_little_left_the_cheapest_first_try_within_the_margin_is_preferred_and_told()
    {
        var past = Enumerable.Range(0, 40).SelectMany(i => new[]
        {
            Past("wire the invoice form", "claude-haiku-5-5", succeeded: i % 5 != 0, costUsd: 1.0m),
            Past("wire the invoice form", "claude-sonnet-5-5", succeeded: true, costUsd: 1.1m),
        }).ToList();
        var rich = Recommend("wire the invoice form", past, new RemainingBudget(500, 500));
        var poor = Recommend("wire the invoice form", past, new RemainingBudget(40, 500));

        Assert.NotEqual("haiku", Chosen(rich).Family);
        Assert.Equal("haiku", Chosen(poor).Family);
        Assert.False(rich.IsForBudget);
        Assert.True(poor.IsForBudget);
        Assert.Equal(poor.Models.Where(model => model.WithinMargin).Min(model => model.CostUsd), Chosen(poor).CostUsd);
        Assert.Contains("$40 of $500 are left, which is little", poor.Reasoning, StringComparison.Ordinal);
    }

    /// <summary>A month of other work that went well says nothing of what it does not resemble.</summary>
    [Fact]
    public void Without_similar_tasks_the_stated_prior_decides_whatever_else_was_done()
    {
        var before = Recommend("debug authentication issue");
        var after = Recommend("debug authentication issue", [.. Enumerable.Range(0, 200).Select(static _ => Past("tidy the invoice page", "claude-haiku-5-5", succeeded: true))]);

        Assert.True(after.IsColdStart);
        Assert.Equal((before.Model, before.Confidence, before.Reasoning), (after.Model, after.Confidence, after.Reasoning));
        Assert.Equal(before.Models, after.Models);
        Assert.NotEqual("haiku", Chosen(after).Family);
    }

    [Fact]
    public void Tasks_of_unknown_models_costs_and_outcomes_change_nothing()
    {
        var before = Recommend("tidy the invoice page");
        var after = Recommend("tidy the invoice page", [Past("tidy the invoice page", "gpt-9", succeeded: false), new PastTask(TaskFeatures.Of("tidy the invoice page"), "claude-haiku-5-5", null, null)]);

        Assert.Equal(before.Confidence, after.Confidence);
        Assert.Equal(before.Models, after.Models);
        Assert.True(after.IsColdStart);
    }

    [Fact]
    public void A_prompt_beyond_a_long_price_tier_costs_by_it_and_intervals_hold_the_estimate()
    {
        var small = Recommender([]).Recommend(TaskFeatures.Of("read file", promptTokens: 90_000), null)!.Models[0];
        var large = Recommender([]).Recommend(TaskFeatures.Of("read file", promptTokens: 110_000), null)!.Models.Single(model => model.Model == small.Model);

        Assert.True(large.CostUsd > 4 * small.CostUsd);
        Assert.All(new[] { small, large }, model => Assert.True(model.SuccessLow < model.Success && model.Success < model.SuccessHigh && model.CostLowUsd < model.CostUsd && model.CostUsd < model.CostHighUsd));
    }

    [Fact]
    public void The_words_never_repeat_the_prompt()
        => Assert.DoesNotContain("hunter2", Recommend("debug why hunter2 fails", [Past("hunter2 fails", "claude-opus-5-5", succeeded: true)]).Reasoning, StringComparison.OrdinalIgnoreCase);

    private static ModelEstimate Chosen(ModelRecommendation told) => told.Models.Single(model => model.Model == told.Model);

    private static PastTask Past(string description, string model, bool succeeded, decimal costUsd = 0.1m) => new(TaskFeatures.Of(description), model, costUsd, OutcomeLabel.Known(succeeded, "test"));

    private static ModelRecommendation Recommend(string description, IReadOnlyList<PastTask>? past = null, RemainingBudget? budget = null)
        => Recommender(past ?? []).Recommend(TaskFeatures.Of(description), budget)!;

    private static ModelRecommender Recommender(IReadOnlyList<PastTask> past) => new(TaskPrior.Shipped(), ModelCatalog.Shipped(), PriceBookLoader.Shipped(), past, Now);
}
