using System.Globalization;
using Coxswain.Core.Budgets.Downshifting;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Telemetry;

namespace Coxswain.Gateway.Observing;

/// <summary>The receipt of a conversation that a budget moved to another model, as an event.</summary>
internal sealed record ToldMove(string CallId, string AgentId, ModelMove Move) : IToldEvents
{
    public string Reservation => "";

    public IEnumerable<LogRecord> ToEvents(TelemetryOrigin origin) => Move.Receipt is { } receipt ? [CallEvents.OfMove(receipt.At, Attributes(receipt), origin)] : [];

    private List<KeyValue> Attributes(SwitchReceipt receipt) =>
    [
        new("event.name", CallEvents.Move),
        new("call.id", CallId),
        new("session.id", receipt.SessionId),
        new("agent.id", AgentId),
        new("from", receipt.From),
        new("to", receipt.To),
        new("moment", CallEvents.Word(receipt.Moment)),
        new("forced", receipt.IsForced ? "true" : "false"),
        new("why", receipt.Why),
        new("budget", Move.Budget),
        new("budget_share", Move.Share?.ToString("R", CultureInfo.InvariantCulture) ?? ""),
        new("expected_saving_usd", Usd(receipt.ExpectedSavingUsd)),
        new("low_usd", Usd(receipt.LowUsd)),
        new("high_usd", Usd(receipt.HighUsd)),
        new("staying_usd", Usd(receipt.StayingWouldCostUsd)),
        new("cache.warm_tokens", receipt.Cache.WarmTokens.ToString(CultureInfo.InvariantCulture)),
        new("cache.until_ms", receipt.Cache.Until?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) ?? ""),
        new("cache.lifetime", CallEvents.Word(receipt.Cache.Lifetime)),
        new("token_factor", receipt.TokenFactor.ToString("R", CultureInfo.InvariantCulture)),
    ];

    private static string Usd(decimal? value) => value is { } usd ? usd.ToString("0.############", CultureInfo.InvariantCulture) : "";
}
