using System.Globalization;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Telemetry;

namespace Coxswain.Gateway.Observing;

/// <summary>A call that a budget refused, as an event like those of what hooks do for budgets.</summary>
internal sealed record ToldRefusal(DateTimeOffset At, string Session, string Model, BudgetRefusal Refusal) : IToldEvents
{
    public string Reservation => "";

    public IEnumerable<LogRecord> ToEvents(TelemetryOrigin origin) =>
    [
        CallEvents.OfBudget(At, [
            new("action", "block"),
            new("budget", Refusal.Budget),
            new("from_model", Model),
            new("limit_usd", Refusal.LimitUsd.ToString(CultureInfo.InvariantCulture)),
            new("session.id", Session),
            new("spent_usd", Refusal.SpentUsd.ToString(CultureInfo.InvariantCulture)),
            new("through", "gateway"),
            new("used_percent", (Refusal.SpentUsd / Refusal.LimitUsd * 100).ToString("0.##", CultureInfo.InvariantCulture)),
        ], origin),
    ];
}
