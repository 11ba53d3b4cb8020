using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Server.Budgets;
using Coxswain.Storage.Sqlite.Budgets;
using Coxswain.Tests.Core.Budgets.Admission;
using Coxswain.Tests.Storage.Sqlite;

namespace Coxswain.Tests.Server.Budgets;

/// <summary>All that watches budgets and tells of them, on a real state file; the process can be ended in an orderly way or killed, and another begins on the files as they are then.</summary>
internal sealed class AlertBed(JumpingClock clock) : IAsyncDisposable
{
    private OutboxBed _files = new();
    private KilledAlertStore? _alerts;
    private StateBudgetStore? _budgets;
    private AlertWatch? _watch;
    private AlertDelivering? _delivering;

    public JumpingClock Clock => clock;

    public SpentUsage Usage { get; } = new();

    public RecordingChannel Channel { get; } = new();

    public IAlertStore Alerts => _alerts ?? throw new InvalidOperationException("It is not open.");

    private static CancellationToken Cancel => CancellationToken.None;

    public async Task<AlertBed> OpenAsync()
    {
        await _files.OpenAsync(pump: false);
        _budgets = new StateBudgetStore(_files.Writer);
        _alerts = new KilledAlertStore(new StateAlertStore(_files.Writer));
        _watch = new AlertWatch(_budgets, new BudgetReports(_budgets, Usage, new OpenCalls(new SpendLedger()), clock), Usage, _alerts, clock);
        _delivering = new AlertDelivering(_alerts, _budgets, new AlertChannels([Channel], clock), clock);
        return this;
    }

    public Task SetAsync(Budget budget) => (_budgets ?? throw new InvalidOperationException("It is not open.")).SaveAsync(budget, Cancel);

    /// <summary>One round of both loops.</summary>
    /// <param name="end">Where the process is killed, if it gets there.</param>
    /// <returns>Whether it still lives.</returns>
    public async Task<bool> RunAsync(KillPoint end = KillPoint.None)
    {
        clock.Pass(TimeSpan.FromMinutes(16));
        _alerts!.At = end;
        Channel.IsKilled = end == KillPoint.BeforeSending;
        try
        {
            await _watch!.LookAsync(Channel.IsSetUp ? [Channel.Name] : [], Cancel);
            await _delivering!.RunAsync(Cancel);
            return true;
        }
        catch (KilledException)
        {
            await KillAsync();
            return false;
        }
    }

    public Task DropAsync() => _delivering!.DropAsync(Cancel);

    /// <summary>As <c>kill -9</c> leaves the files.</summary>
    public async Task KillAsync()
    {
        var left = _files.CopyFiles("", "-wal", "-shm");
        await _files.DisposeAsync();
        _files = OutboxBed.With(left);
        await OpenAsync();
    }

    public async Task RestartAsync()
    {
        await _files.CloseAsync();
        await OpenAsync();
    }

    public async Task<string> KeptAsync() => string.Join('\n', (await Alerts.ListAsync("", 100_000, Cancel)).Select(static alert => $"{alert.Span} {alert.Percent}").Order(StringComparer.Ordinal));

    /// <summary>Each as often as it was told.</summary>
    public string Told() => string.Join('\n', Channel.Taken.SelectMany(static message => message.AlsoReached.Append(message.Percent).Select(percent => $"{message.Period} {message.Span} {percent}")).Order(StringComparer.Ordinal));

    public ValueTask DisposeAsync() => _files.DisposeAsync();
}
