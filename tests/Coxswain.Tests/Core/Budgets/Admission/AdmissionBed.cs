using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Downshifting;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Pricing;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Usage;
using Coxswain.Testing.Processes;
using Coxswain.Tests.Storage.ClickHouse.Budgets;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Tests.Core.Budgets.Admission;

/// <summary>Admission of calls over a ledger that a test fills. A new one over the same ledger is the process after a kill.</summary>
internal sealed class AdmissionBed : IDisposable
{
    /// <summary>Its prompt costs 0.0625 to write, its output at most 0.0125: $0.075 an estimate.</summary>
    public const string Model = "claude-haiku-4-5";
    public const long PromptTokens = 50_000;
    public const long MaxTokens = 2_500;
    public const decimal Estimate = 0.075m;

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    public AdmissionBed(TimeProvider clock, SpendLedger ledger, params IReadOnlyList<Budget> budgets)
    {
        Ledger = ledger;
        _services = new ServiceCollection().AddSingleton(clock).AddLogging().AddSingleton(PriceBook.Load(_folder.Combine("prices.json"))).AddSingleton<IBudgetStore>(Budgets)
            .AddSingleton<IUsageStore>(ledger).AddSingleton<IOutbox>(ledger).AddSingleton<IReservationStore>(ledger).AddSingleton<ISessionPlaceStore>(ledger).AddSingleton<ISwitchReceiptStore>(Requests).AddBudgets().BuildServiceProvider();
        Budgets.All = [.. budgets];
    }

    public KnownBudgets Budgets { get; } = new();

    public SpendLedger Ledger { get; }

    public KnownRequests Requests { get; } = new();

    public Downshifts Downshifts => _services.GetRequiredService<Downshifts>();

    public CallAdmission Admission => _services.GetRequiredService<CallAdmission>();

    public CallEstimator Estimator => _services.GetRequiredService<CallEstimator>();

    public OpenCalls Open => _services.GetRequiredService<OpenCalls>();

    public BudgetReports Reports => _services.GetRequiredService<BudgetReports>();

    public static Budget Refusing(decimal limitUsd, BudgetPeriod period = BudgetPeriod.Day, BudgetScope? scope = null)
        => new("limit", period, limitUsd, scope ?? BudgetScope.Everything, [new LadderStep(BudgetAction.Block, 100)]);

    public static CallQuestion Call(string id, string session = "s") => new(id, session, "", "client-" + id, Model, PromptTokens, MaxTokens);

    /// <summary>As a call ends: it is over, its record becomes durable.</summary>
    public void End(string id, decimal usd, string session = "s")
    {
        Open.End(id, usd);
        Ledger.Record(id, session, usd);
        Open.Record([id]);
    }

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }
}
