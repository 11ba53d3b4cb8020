using Coxswain.Core.Budgets.Alerts;

namespace Coxswain.Storage.Sqlite.Budgets;

/// <summary>Alerts in the state file, through its one writer.</summary>
internal sealed class StateAlertStore(StateWriter writer) : IAlertStore
{
    private const string MarksName = "alert_marks";

    // Once asked for a change is made, whoever still waits for it.
    public Task<IReadOnlyList<BudgetAlert>> KeepAsync(IReadOnlyList<ReachedThreshold> reached, CancellationToken cancellationToken) => writer.CallAsync(transaction =>
    {
        var session = transaction.Session;
        var added = reached.Count(one => AlertRows.Add(session, one));
        var newest = added == 0 ? [] : Sound(AlertRows.Read(session, session.Statement("alerts-list").Bind("$budget", "").Bind("$most", added)));
        return (IReadOnlyList<BudgetAlert>)[.. newest.Reverse()];
    }).WaitAsync(cancellationToken);

    public Task<IReadOnlyList<BudgetAlert>> ListAsync(string budget, int most, CancellationToken cancellationToken) => writer.CallAsync(transaction =>
        Sound(AlertRows.Read(transaction.Session, transaction.Session.Statement("alerts-list").Bind("$budget", budget).Bind("$most", most)))).WaitAsync(cancellationToken);

    public Task<IReadOnlyList<BudgetAlert>> ListOwedAsync(string channel, int most, CancellationToken cancellationToken) => writer.CallAsync(transaction =>
        Sound(AlertRows.Read(transaction.Session, transaction.Session.Statement("alerts-owed").Bind("$channel", channel).Bind("$most", most)))).WaitAsync(cancellationToken);

    public Task TakeAsync(IReadOnlyList<long> alerts, string channel, DateTimeOffset at, CancellationToken cancellationToken)
        => EachAsync(alerts, (session, alert) => AlertRows.Take(session, alert, channel, at), cancellationToken);

    public Task CountFailureAsync(IReadOnlyList<long> alerts, string channel, CancellationToken cancellationToken)
        => EachAsync(alerts, (session, alert) => AlertRows.CountFailure(session, alert, channel), cancellationToken);

    public Task DropOwedAsync(string channel, CancellationToken cancellationToken)
        => writer.CallAsync(transaction => transaction.Session.Statement("alert-owed-drop").Bind("$channel", channel).Run()).WaitAsync(cancellationToken);

    public Task<IReadOnlyList<LookMark>> ReadMarksAsync(CancellationToken cancellationToken) => writer.CallAsync(static transaction =>
        (IReadOnlyList<LookMark>)[.. (StateSettings.Load(transaction.Session, MarksName) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Mark).OfType<LookMark>()]).WaitAsync(cancellationToken);

    public Task SaveMarksAsync(IReadOnlyList<LookMark> marks, CancellationToken cancellationToken) => writer.CallAsync(transaction =>
    {
        StateSettings.Save(transaction.Session, MarksName, string.Join('\n', marks.Select(static mark => $"{mark.Budget} {mark.Since}")));
        return true;
    }).WaitAsync(cancellationToken);

    private static LookMark? Mark(string line) => line.Split(' ', 2) is [var budget, var since] && AlertSpan.Parse(since) is { } span ? new LookMark(budget, span) : null;

    private static IReadOnlyList<BudgetAlert> Sound(IEnumerable<BudgetAlert?> rows) => [.. rows.Select(static alert => alert ?? throw StateSchema.Damage("a row of budget_alerts is none"))];

    private Task<bool> EachAsync(IReadOnlyList<long> alerts, Action<StateSession, long> change, CancellationToken cancellationToken) => writer.CallAsync(transaction =>
    {
        foreach (var alert in alerts)
        {
            change(transaction.Session, alert);
        }

        return true;
    }).WaitAsync(cancellationToken);
}
