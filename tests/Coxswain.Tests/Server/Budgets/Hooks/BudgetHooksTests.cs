using System.Text;
using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Budgets.Hooks;
using Coxswain.Server.Checkpoints;
using Coxswain.Storage;
using Coxswain.Storage.Opening;
using Coxswain.Storage.Sqlite;
using Coxswain.Tests.Core.Budgets.Admission;
using Coxswain.Tests.Server.StatusLine;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Server.Budgets.Hooks;

public sealed class BudgetHooksTests
{
    public static TheoryData<Exception> Failures => [new StateUnavailableException("The disk is full."), new StoreUnavailableException("away"), new StoreRejectedException("no")];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Client_goes_on_when_budgets_cannot_be_read(Exception failure)
    {
        foreach (var name in new[] { "UserPromptSubmit", "SessionStart", "PreToolUse" })
        {
            var bytes = Encoding.UTF8.GetBytes($$$"""{"hook_event_name":"{{{name}}}","session_id":"s-1","cwd":"/home/dev","tool_name":"Agent","tool_input":{}}""");

            Assert.Equal(BudgetHookAnswer.GoOn, await Hooks(new FailingBudgets(failure)).AnswerAsync(ClientEvent.Read(bytes)!, bytes, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Failure_nobody_expects_is_not_hidden()
    {
        var bytes = Encoding.UTF8.GetBytes("""{"hook_event_name":"SessionStart","session_id":"s-1","cwd":"/home/dev"}""");

        await Assert.ThrowsAsync<InvalidCastException>(() => Hooks(new FailingBudgets(new InvalidCastException())).AnswerAsync(ClientEvent.Read(bytes)!, bytes, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void State_that_cannot_be_used_is_an_error_to_come_back_after()
        => Assert.Equal((503, "state_unavailable"), ApiErrors.OfStore(new StateUnavailableException("The disk is full.")) is { } error ? (error.Status, error.Code) : default);

    private static BudgetHooks Hooks(IBudgetStore budgets)
    {
        var clock = new FakeTimeProvider();
        var gate = new StoreGate();
        gate.Open();
        return new BudgetHooks(
            new BudgetsInScope(budgets, new BudgetReports(budgets, new WaitingUsageStore(), new OpenCalls(new SpendLedger()), clock), new SessionPlaces(new SpendLedger(), clock), new CountedOutbox(), gate, clock),
            null!, PriceBookLoader.Shipped(), ModelCatalog.Shipped(), clock, NullLogger<BudgetHooks>.Instance);
    }
}
