using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Pricing;
using Coxswain.Tests.Core.Budgets.Admission;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Core.Budgets.Downshifting;

public sealed class DownshiftsTests : IDisposable
{
    private const string Dear = "claude-opus-5-5";
    private const string Cheap = "claude-haiku-5-5";
    private readonly SpendLedger _ledger = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly AdmissionBed _bed;

    public DownshiftsTests() => _bed = new AdmissionBed(_clock, _ledger, new Budget("limit", BudgetPeriod.Session, 1, BudgetScope.Everything, [new LadderStep(BudgetAction.Downshift, 80)]));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0.79, null)]
    [InlineData(0.81, false)]
    [InlineData(1.00, true)]
    public async Task New_session_goes_to_the_economy_model_from_its_step_on_and_is_forced_once_all_is_used(double spent, bool? isForced)
    {
        _ledger.Store("s", (decimal)spent);

        var move = await _bed.Downshifts.AskAsync(Call(20_000), Cancel);

        Assert.Equal(isForced, move?.Receipt?.IsForced);
        if (move is not null)
        {
            Assert.Equal((Cheap, "limit", Dear, SwitchMoment.SessionStart), (move.To, move.Budget, move.Receipt!.From, move.Receipt.Moment));
            Assert.True(move.Receipt.ExpectedSavingUsd > 0);
        }
    }

    [Fact]
    public async Task Warm_conversation_that_may_end_soon_stays_until_all_is_used_and_then_says_what_that_costs()
    {
        _ledger.Store("s", 0.9m);

        // 150,000 tokens that are in the cache: leaving them costs more than the few turns left are likely to save.
        _bed.Requests.All = [.. Enumerable.Range(0, 3).Select(i => Told(Dear, 150_000, _clock.GetUtcNow().AddMinutes(i - 3)))];
        Assert.Null(await _bed.Downshifts.AskAsync(Call(150_000), Cancel));

        _ledger.Store("s", 0.1m);
        _clock.Advance(TimeSpan.FromSeconds(11));
        var receipt = Assert.IsType<SwitchReceipt>((await _bed.Downshifts.AskAsync(Call(150_000), Cancel))?.Receipt);

        Assert.Equal((true, SwitchMoment.MidConversation, 150_000), (receipt.IsForced, receipt.Moment, receipt.Cache.WarmTokens));
        Assert.StartsWith("Forced: budget \"limit\" is used up", receipt.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conversation_that_moved_stays_without_another_receipt_and_goes_back_when_nothing_is_lost()
    {
        _ledger.Store("s", 0.9m);
        await MoveAsync();

        Assert.True(await _bed.Downshifts.AskAsync(Call(21_000), Cancel) is { To: Cheap, Receipt: null, Budget: "limit" });

        // The budget is raised: while the cache is warm the conversation stays, and after that it goes back.
        _bed.Budgets.All = [_bed.Budgets.All[0] with { LimitUsd = 100 }];
        Assert.True(await _bed.Downshifts.AskAsync(Call(21_000), Cancel) is { To: Cheap, Receipt: null, Share: null, Budget: "limit" });
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Null(await _bed.Downshifts.AskAsync(Call(21_000), Cancel));
    }

    /// <summary>A budget that only moves calls counts those that the store does not have yet.</summary>
    [Fact]
    public async Task Calls_under_way_count_against_a_budget_that_moves()
    {
        _ledger.Store("s", 0.7m);
        Assert.Null(await _bed.Downshifts.AskAsync(Call(20_000), Cancel));
        Assert.True((await _bed.Admission.AskAsync(AdmissionBed.Call("a"), Cancel)).IsReserved);
        _bed.Open.End("a", 0.2m);

        Assert.NotNull(await _bed.Downshifts.AskAsync(Call(20_000), Cancel));
    }

    [Fact]
    public async Task Override_takes_a_conversation_back_at_once()
    {
        // Another budget whose step is not due holds nothing back.
        _bed.Budgets.All = [.. _bed.Budgets.All, _bed.Budgets.All[0] with { Name = "month", Period = BudgetPeriod.Month, LimitUsd = 100 }];
        _ledger.Store("s", 2);
        await MoveAsync();
        Assert.NotNull(await _bed.Downshifts.AskAsync(Call(20_000), Cancel));
        _bed.Budgets.Overrides = [new BudgetOverride("limit", _clock.GetUtcNow(), _clock.GetUtcNow().AddHours(1), "release")];

        Assert.Null(await _bed.Downshifts.AskAsync(Call(20_000), Cancel));
    }

    [Fact]
    public async Task Conversation_that_moved_before_this_process_ran_stays()
    {
        _ledger.Store("s", 0.9m);
        var moved = Assert.IsType<SwitchReceipt>((await _bed.Downshifts.AskAsync(Call(20_000) with { Session = "s" }, Cancel))?.Receipt);
        using var next = new AdmissionBed(_clock, _ledger, [.. _bed.Budgets.All]);
        next.Requests.All = [Told(Dear, 20_000, _clock.GetUtcNow().AddMinutes(-3)), Told(Cheap, 20_000, _clock.GetUtcNow().AddSeconds(1)) with { SentAt = _clock.GetUtcNow().AddSeconds(-1) }];
        next.Requests.Switches = [new RecordedSwitch(moved, "", moved.Moment, "limit", 0.9, moved.At, "")];

        Assert.True(await next.Downshifts.AskAsync(Call(20_000), Cancel) is { To: Cheap, Budget: "limit", Receipt: null });
    }

    /// <summary>No receipt: it was the user who went to the economy model, and back.</summary>
    [Fact]
    public async Task User_who_was_on_the_economy_model_before_is_not_moved_by_a_budget_that_is_not_due()
    {
        _ledger.Store("s", 0.01m);
        _bed.Requests.All = [Told(Dear, 20_000, _clock.GetUtcNow().AddMinutes(-3)), Told(Cheap, 20_000, _clock.GetUtcNow().AddMinutes(-1))];

        Assert.Null(await _bed.Downshifts.AskAsync(Call(20_000), Cancel));
        _bed.Downshifts.Answered(Call(20_000), _clock.GetUtcNow(), Dear, Usage(20_000), null);
        Assert.Null(await _bed.Downshifts.AskAsync(Call(20_000), Cancel));
    }

    /// <summary>An estimate is held against an estimate: text of few bytes a token has far more tokens than are estimated, and was not compacted.</summary>
    /// <summary>As the lengths it is held against do.</summary>
    [Fact]
    public async Task Requests_to_other_models_count_as_turns_of_their_conversation()
    {
        _bed.Requests.Lengths = [.. Enumerable.Range(0, 400).Select(static i => new ConversationLength(false, i % 2 == 0 ? 30 : 1_000, new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero)))];
        _ledger.Store("s", 2);
        ConversationRequest[] own = [Told(Dear, 20_000, _clock.GetUtcNow().AddMinutes(-1))];
        using var other = new AdmissionBed(_clock, _ledger, [.. _bed.Budgets.All]);
        (_bed.Requests.All, other.Requests.All, other.Requests.Lengths) = (own, [.. Enumerable.Range(0, 30).Select(i => Told("claude-sonnet-5-5", 20_000, _clock.GetUtcNow().AddMinutes(i - 40))), .. own], _bed.Requests.Lengths);

        var early = (await _bed.Downshifts.AskAsync(Call(20_000), Cancel))?.Receipt?.ExpectedSavingUsd;
        var late = (await other.Downshifts.AskAsync(Call(20_000), Cancel))?.Receipt?.ExpectedSavingUsd;

        Assert.True(late > 1.5m * early, $"{early} {late}");
    }

    [Theory]
    [InlineData(0.4, 0.4, SwitchMoment.MidConversation)]
    [InlineData(1, 0.3, SwitchMoment.AfterCompaction)]
    public async Task Compaction_is_told_by_estimates_alone(double before, double now, SwitchMoment moment)
    {
        _ledger.Store("s", 2);
        _bed.Requests.All = [.. Enumerable.Range(0, 3).Select(i => Told(Dear, 150_000, _clock.GetUtcNow().AddMinutes(i - 3)))];
        CallQuestion Estimated(double share) => Call((long)(150_000 * share));
        _bed.Budgets.Overrides = [new BudgetOverride("limit", _clock.GetUtcNow(), _clock.GetUtcNow().AddSeconds(1), "first one call that stays")];
        _bed.Budgets.All = [.. _bed.Budgets.All, _bed.Budgets.All[0] with { Name = "month", Period = BudgetPeriod.Month, LimitUsd = 100 }];
        var asked = Estimated(before);
        Assert.Null(await _bed.Downshifts.AskAsync(asked, Cancel));
        Assert.NotNull(asked.PromptTokens);
        _bed.Downshifts.Answered(asked, _clock.GetUtcNow(), Dear, Usage(150_000), null);
        _clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(moment, (await _bed.Downshifts.AskAsync(Estimated(now), Cancel))?.Receipt?.Moment);
    }

    /// <summary>A conversation's age counts its own requests, and so do the lengths it is held against: of subagents those of subagents.</summary>
    [Fact]
    public async Task Remaining_turns_are_told_by_conversations_of_the_same_kind()
    {
        _bed.Requests.Lengths = [.. Enumerable.Range(0, 200).SelectMany(static i => new[]
        {
            new ConversationLength(false, 100 + i, new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero)), new ConversationLength(true, 3, new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero)),
        })];
        _ledger.Store("s", 2);

        var main = (await _bed.Downshifts.AskAsync(Call(20_000), Cancel))?.Receipt?.ExpectedSavingUsd;
        var subagent = (await _bed.Downshifts.AskAsync(Call(20_000) with { Agent = "a" }, Cancel))?.Receipt?.ExpectedSavingUsd;

        Assert.True(main > 10 * subagent, $"{main} {subagent}");
    }

    [Theory]
    [InlineData(Cheap)]
    [InlineData("somebody-elses")]
    public async Task Call_for_a_model_that_is_not_dearer_or_has_no_price_is_left_alone(string model)
    {
        _ledger.Store("s", 2);
        Assert.Null(await _bed.Downshifts.AskAsync(Call(20_000) with { Model = model }, Cancel));
    }

    [Fact]
    public async Task Subagent_is_a_conversation_of_its_own()
    {
        _ledger.Store("s", 0.9m);
        _bed.Requests.All = [.. Enumerable.Range(0, 3).Select(i => Told(Dear, 150_000, _clock.GetUtcNow().AddMinutes(i - 3)))];

        Assert.True(await _bed.Downshifts.AskAsync(Call(20_000) with { Agent = "a1" }, Cancel) is { Receipt.Moment: SwitchMoment.NewSubagent });
    }

    public void Dispose() => _bed.Dispose();

    private async Task MoveAsync()
    {
        var move = await _bed.Downshifts.AskAsync(Call(20_000), Cancel);
        Assert.NotNull(move?.Receipt);
        _bed.Downshifts.Answered(Call(20_000), _clock.GetUtcNow(), Cheap, Usage(20_000), move);
    }

    private static CallQuestion Call(long tokens) => new("call", "s", "", "", Dear, tokens, 32_000);

    private static TokenUsage Usage(long prompt) => new(0, 500, prompt - 1_500, 1_500, 0, 0, "", "", "");

    private static ConversationRequest Told(string model, long prompt, DateTimeOffset at) => new("s", "", at, at, model, Usage(prompt));
}
