using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Admission;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using static Coxswain.Tests.Core.Budgets.Admission.AdmissionBed;

namespace Coxswain.Tests.Core.Budgets.Admission;

public sealed class CallAdmissionTests
{
    private readonly SpendLedger _ledger = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_goes_while_there_is_room_and_is_refused_with_what_was_spent()
    {
        using var bed = new AdmissionBed(_clock, _ledger, Refusing(1));
        _ledger.Store("s", 0.99m);

        Assert.True(await bed.Admission.AskAsync(Call("a"), Cancel) is { IsReserved: true, Refusal: null });
        Assert.Equal(Estimate, Assert.Single(await _ledger.ListAsync(Cancel)).EstimateUsd);
        bed.End("a", 0.03m);
        Assert.Empty(await _ledger.ListAsync(Cancel));
        var refused = await bed.Admission.AskAsync(Call("b"), Cancel);

        Assert.False(refused.IsReserved);
        Assert.Contains("budget \"limit\" is used up: $1.02 of $1.00 spent since 2026-11-25 00:00", refused.Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("cox budget override limit", refused.Refusal.Text, StringComparison.Ordinal);
        Assert.Empty(await _ledger.ListAsync(Cancel));
    }

    /// <summary>Must show 2: calls of all kinds of costs and paces, against budgets of all kinds of rests.</summary>
    [Fact]
    public async Task Fifty_calls_at_once_pass_the_limit_by_no_more_than_one_estimate()
    {
        await Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100].Array[50]).SampleAsync(
            async (left, costs) =>
            {
                var ledger = new SpendLedger();
                using var bed = new AdmissionBed(TimeProvider.System, ledger, Refusing(1));
                ledger.Store("s", 1 - (left / 100m * 3 * Estimate));
                var before = ledger.StoredUsd;
                var went = 0;
                await Task.WhenAll(costs.Select(async (cost, i) =>
                {
                    var id = $"call-{i}";
                    if ((await bed.Admission.AskAsync(Call(id, $"s{i % 7}"), Cancel)).Refusal is not null)
                    {
                        return;
                    }

                    Interlocked.Increment(ref went);
                    await Task.Yield();
                    bed.End(id, Estimate * cost / 100);
                }));
                await ledger.FlushAsync(Cancel);

                Assert.True(ledger.StoredUsd < 1 + Estimate, $"spent {ledger.StoredUsd} of 1");
                Assert.Equal(before < 1, went > 0);
                Assert.True(ledger.StoredUsd >= 1 || went == 50, $"{went} went, and {ledger.StoredUsd} was spent");
            },
            iter: 60);
    }

    [Fact]
    public async Task Call_that_those_under_way_leave_no_room_for_waits_until_they_end()
    {
        using var bed = new AdmissionBed(_clock, _ledger, Refusing(1));
        _ledger.Store("s", 0.95m);
        Assert.True((await bed.Admission.AskAsync(Call("a"), Cancel)).IsReserved);

        var waiting = bed.Admission.AskAsync(Call("b"), Cancel).AsTask();
        Assert.False(waiting.IsCompleted);
        bed.End("a", 0.01m);

        Assert.True((await waiting).IsReserved);
    }

    [Fact]
    public async Task Call_that_waits_for_others_too_long_is_refused_and_told_so()
    {
        using var bed = new AdmissionBed(_clock, _ledger, Refusing(1));
        _ledger.Store("s", 0.95m);
        await bed.Admission.AskAsync(Call("a"), Cancel);
        var waiting = bed.Admission.AskAsync(Call("b"), Cancel).AsTask();

        while (!waiting.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Contains("$0.95 of $1.00 spent", (await waiting).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("about $0.075 at most for 1 call under way", (await waiting).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_whose_end_nobody_saw_counts_after_a_kill_until_its_client_tells_of_it()
    {
        using (var killed = new AdmissionBed(_clock, _ledger, Refusing(1)))
        {
            _ledger.Store("s", 0.95m);
            await killed.Admission.AskAsync(Call("a"), Cancel);
        }

        using var bed = new AdmissionBed(_clock, _ledger, Refusing(1));
        var status = Assert.Single(await bed.Reports.ReadAsync("", Cancel));
        Assert.Equal((0.95m, 1, Estimate, -0.025m), (status.Spend!.CostUsd, status.Open.UnseenCalls, status.Open.UnseenUsd, status.LeftUsd));
        Assert.Contains("about $0.075 at most for 1 call whose end nobody saw", (await bed.Admission.AskAsync(Call("b"), Cancel)).Refusal!.Text, StringComparison.Ordinal);

        _ledger.Told.Add("client-a");
        _ledger.Store("s", 0.01m);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await bed.Admission.AskAsync(Call("c"), Cancel)).IsReserved);
        Assert.Equal("c", Assert.Single(await _ledger.ListAsync(Cancel)).CallId);
    }

    [Fact]
    public async Task Request_that_would_cost_more_than_one_may_is_refused_unless_its_prompt_is_in_the_cache()
    {
        using var bed = new AdmissionBed(_clock, _ledger, Refusing(0.05m, BudgetPeriod.Request));

        Assert.Contains("$0.05 a request, and this one would cost about $0.065 (an estimate: $0.0625 for its prompt, $0.0025 for an answer as long as this model's were in the mean). A shorter context costs less", (await bed.Admission.AskAsync(Call("a"), Cancel)).Refusal!.Text, StringComparison.Ordinal);

        bed.Estimator.Answered(Call("before"), Model, new(0, 100, 0, PromptTokens, 0, 0, "", "", ""));
        Assert.Equal(Admitted.Freely, await bed.Admission.AskAsync(Call("b"), Cancel));
        Assert.Empty(await _ledger.ListAsync(Cancel));
        Assert.NotNull((await bed.Admission.AskAsync(Call("c", "another"), Cancel)).Refusal);
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.NotNull((await bed.Admission.AskAsync(Call("d"), Cancel)).Refusal);
    }

    /// <summary>Ten cents are less than the longest answer would cost, and more than a usual one.</summary>
    [Fact]
    public async Task Request_limit_goes_by_the_usual_answer_and_not_by_the_longest()
    {
        const string Dear = "claude-opus-5-5";
        using var bed = new AdmissionBed(_clock, _ledger, Refusing(0.10m, BudgetPeriod.Request));
        var small = new CallQuestion("a", "s", "", "", Dear, 1_000, 32_000);
        Assert.Null((await bed.Admission.AskAsync(small, Cancel)).Refusal);

        for (var i = 0; i < 60; i++)
        {
            bed.Estimator.Answered(small with { Session = "" }, Dear, new(1_000, i == 30 ? 14_000 : 300, 0, 0, 0, 0, "", "", ""));
        }

        Assert.Null((await bed.Admission.AskAsync(small, Cancel)).Refusal);
    }

    [Fact]
    public async Task Request_whose_answer_is_what_costs_is_not_told_to_compact()
    {
        const string Dear = "claude-opus-5-5";
        using var bed = new AdmissionBed(_clock, _ledger, Refusing(0.10m, BudgetPeriod.Request));
        var small = new CallQuestion("a", "", "", "", Dear, 1_000, 32_000);
        for (var i = 0; i < 20; i++)
        {
            bed.Estimator.Answered(small, Dear, new(1_000, 20_000, 0, 0, 0, 0, "", "", ""));
        }

        var text = Assert.IsType<BudgetRefusal>((await bed.Admission.AskAsync(small, Cancel)).Refusal).Text;
        Assert.Contains("Most of it is the answer", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/compact", text, StringComparison.Ordinal);
    }

    /// <summary>What many calls ask at once is decided one after the other: those that follow see what those before were allowed.</summary>
    [Fact]
    public async Task Calls_that_go_another_way_together_pass_a_limit_by_one_of_them_at_most()
    {
        using var bed = new AdmissionBed(_clock, _ledger, Refusing(1));
        for (var i = 0; i < 10; i++)
        {
            Assert.True((await bed.Admission.AskAsync(Call($"c{i}"), Cancel)).IsReserved);
        }

        var asked = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(async () => await bed.Admission.AskAgainAsync(Call($"c{i}"), 0.05m, Cancel))));

        // Ten times 0.075 are reserved; each that goes again counts 0.125.
        Assert.InRange(Assert.Single(await bed.Reports.ReadAsync("", Cancel)).Open.UnderWayUsd, 0.9m, 1.125m);
        Assert.Contains(asked, static refusal => refusal is not null);
        Assert.Equal(bed.Open.Of(BudgetSpan.Of(Refusing(1), "s", _clock.GetUtcNow(), _clock.LocalTimeZone)).UnderWayUsd, (await _ledger.ListAsync(Cancel)).Sum(static one => one.EstimateUsd));
    }

    [Fact]
    public async Task Budgets_that_cannot_be_read_refuse_nothing()
    {
        using var bed = new AdmissionBed(_clock, _ledger, Refusing(1));
        _ledger.Store("s", 2);
        bed.Budgets.Problem = new InvalidOperationException("the state file is away");

        Assert.Equal(Admitted.Freely, await bed.Admission.AskAsync(Call("a"), Cancel));
        Assert.Null(await bed.Admission.AskAgainAsync(Call("a"), 2, Cancel));

        bed.Budgets.Problem = null;
        Assert.NotNull((await bed.Admission.AskAsync(Call("b"), Cancel)).Refusal);
    }

    [Fact]
    public async Task Session_has_a_budget_of_its_own()
    {
        using var bed = new AdmissionBed(_clock, _ledger, Refusing(1, BudgetPeriod.Session));
        _ledger.Store("one", 1);

        Assert.NotNull((await bed.Admission.AskAsync(Call("a", "one"), Cancel)).Refusal);
        Assert.True((await bed.Admission.AskAsync(Call("b", "two"), Cancel)).IsReserved);
        Assert.Null((await bed.Admission.AskAsync(Call("c", ""), Cancel)).Refusal);
    }

    [Theory]
    [InlineData("/home/dev/shop/src", "main", true)]
    [InlineData("/home/dev/shopping", "main", false)]
    [InlineData("/home/dev/shop", "other", false)]
    [InlineData("", "", false)]
    public async Task Budget_of_a_folder_and_branch_refuses_only_sessions_there(string project, string branch, bool refuses)
    {
        using var bed = new AdmissionBed(_clock, _ledger, Refusing(1, scope: new BudgetScope("/home/dev/shop", "main")));
        _ledger.Store("s", 2);
        _ledger.Place = new SessionPlace(project, branch);

        Assert.Equal(refuses, (await bed.Admission.AskAsync(Call("a"), Cancel)).Refusal is not null);
    }

    [Theory]
    [InlineData("ada@example.org", true)]
    [InlineData("bob@example.org", false)]
    [InlineData("", false)]
    public async Task Budget_of_a_user_refuses_only_that_users_sessions(string user, bool refuses)
    {
        using var bed = new AdmissionBed(_clock, _ledger, Refusing(1, scope: new BudgetScope(User: "ada@example.org")));
        _ledger.Store("s", 2);
        _ledger.Place = new SessionPlace("", "", user);

        Assert.Equal(refuses, (await bed.Admission.AskAsync(Call("a"), Cancel)).Refusal is not null);
    }

    [Fact]
    public async Task Override_lets_calls_through_that_still_count()
    {
        using var bed = new AdmissionBed(_clock, _ledger, Refusing(1));
        _ledger.Store("s", 2);
        bed.Budgets.Overrides = [new BudgetOverride("", _clock.GetUtcNow(), _clock.GetUtcNow().AddHours(1), "release")];
        Assert.Null((await bed.Admission.AskAsync(Call("a"), Cancel)).Refusal);

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.NotNull((await bed.Admission.AskAsync(Call("b"), Cancel)).Refusal);
    }

    [Fact]
    public async Task Store_that_cannot_be_asked_is_waited_for_once_and_what_went_through_counts_alone()
    {
        using var bed = new AdmissionBed(TimeProvider.System, _ledger, Refusing(1));
        _ledger.Store("s", 2);
        _ledger.IsAway = true;

        Assert.True((await bed.Admission.AskAsync(Call("a"), Cancel)).IsReserved);
        var second = bed.Admission.AskAsync(Call("b"), Cancel).AsTask();
        Assert.True(second.IsCompletedSuccessfully, "the second call waited for the store too");
        Assert.True((await second).IsReserved);
        bed.Open.End("a", 0.6m);
        bed.Open.End("b", 0.5m);
        Assert.Contains("$1.10 of $1.00 spent", (await bed.Admission.AskAsync(Call("c"), Cancel)).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_that_no_budget_counts_does_not_wait_for_a_store_that_is_away_to_be_sent_again()
    {
        using var bed = new AdmissionBed(_clock, _ledger);
        _ledger.IsAway = true;

        Assert.Null((await bed.Admission.AskAsync(Call("a"), Cancel)).Refusal);
        var again = bed.Admission.AskAgainAsync(Call("a"), 0.02m, Cancel).AsTask();
        Assert.True(again.IsCompletedSuccessfully, "it waited for the store");
        Assert.Null(await again);
    }

    [Fact]
    public async Task Other_way_of_sending_is_refused_once_the_budget_is_used_up_meanwhile()
    {
        using var bed = new AdmissionBed(_clock, _ledger, Refusing(1));
        _ledger.Store("s", 0.9m);
        Assert.True((await bed.Admission.AskAsync(Call("a"), Cancel)).IsReserved);
        Assert.Null(await bed.Admission.AskAgainAsync(Call("a"), 0.02m, Cancel));
        Assert.Equal(0.02m + Estimate, Assert.Single(await bed.Reports.ReadAsync("", Cancel)).Open.UnderWayUsd);

        bed.Open.End("other", 1);
        Assert.NotNull(await bed.Admission.AskAgainAsync(Call("a"), 0.2m, Cancel));
    }

    [Fact]
    public async Task Model_without_a_price_goes_until_known_costs_use_the_budget_up()
    {
        using var bed = new AdmissionBed(_clock, _ledger, Refusing(1));
        Assert.Null((await bed.Admission.AskAsync(Call("a") with { Model = "somebody-elses" }, Cancel)).Refusal);
        _ledger.Store("s", 2);
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.NotNull((await bed.Admission.AskAsync(Call("b") with { Model = "somebody-elses" }, Cancel)).Refusal);
    }
}
