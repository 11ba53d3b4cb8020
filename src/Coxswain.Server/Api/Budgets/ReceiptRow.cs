using System.Text.Json;
using System.Text.Json.Serialization;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Kernel;

namespace Coxswain.Server.Api.Budgets;

/// <summary>A switch of the model, what it was expected to save and what it has saved.</summary>
/// <param name="Agent">Empty: the main conversation.</param>
/// <param name="Moment"><c>mid_conversation</c>, <c>session_start</c>, <c>new_subagent</c>, <c>after_compaction</c> or <c>after_expiry</c>; empty: not told.</param>
/// <param name="IsForced">Made because the budget was used up, whether it paid or not.</param>
/// <param name="BudgetShare">How far the budget was used then, 1 for all of it; <see langword="null"/>: not told.</param>
/// <param name="ExpectedSavingUsd">An estimate, made at the switch; <see langword="null"/>, as with the three below: a price was not known. Below 0: it was expected to cost more.</param>
/// <param name="LowUsd">Lower end of its 80 % interval.</param>
/// <param name="HighUsd">Upper end of its 80 % interval.</param>
/// <param name="ExpectedStayingUsd">What all turns the conversation was expected to have would have cost on the old model.</param>
/// <param name="Turns">Requests the new model has answered since, up to another model's answer or the conversation's next switch.</param>
/// <param name="ActualUsd">What they cost; <see langword="null"/>, as with the two below, while nothing is known.</param>
/// <param name="StayingUsd">An estimate: the same requests on the old model with its cache kept warm.</param>
/// <param name="SavedUsd">Below 0: the switch has cost money.</param>
/// <param name="Note">Why it is unknown; else empty.</param>
public sealed record ReceiptRow(
    DateTimeOffset At,
    string Session,
    string Agent,
    string From,
    string To,
    string Moment,
    bool IsForced,
    string Why,
    string Budget,
    double? BudgetShare,
    decimal? ExpectedSavingUsd,
    decimal? LowUsd,
    decimal? HighUsd,
    decimal? ExpectedStayingUsd,
    [property: JsonConverter(typeof(SpelledState<ReceiptState>))] ReceiptState State,
    int Turns,
    decimal? ActualUsd,
    decimal? StayingUsd,
    decimal? SavedUsd,
    string Note)
{
    internal static ReceiptRow Of(SwitchOutcome outcome)
    {
        var (one, receipt, realised) = (outcome.Switch, outcome.Switch.Receipt, outcome.Realised);
        var state = realised.SavedUsd is null ? ReceiptState.Unknown : realised.Turns == 0 ? ReceiptState.NoTurns : ReceiptState.Measured;
        var isMeasured = state == ReceiptState.Measured;
        return new ReceiptRow(
            receipt.At,
            receipt.SessionId,
            one.AgentId,
            receipt.From,
            receipt.To,
            one.Moment is { } moment ? JsonNamingPolicy.SnakeCaseLower.ConvertName($"{moment}") : "",
            receipt.IsForced,
            receipt.Why,
            one.Budget,
            one.BudgetShare,
            receipt.ExpectedSavingUsd,
            receipt.LowUsd,
            receipt.HighUsd,
            receipt.StayingWouldCostUsd,
            state,
            realised.Turns,
            isMeasured ? realised.ActualUsd : null,
            isMeasured ? realised.StayingUsd : null,
            isMeasured ? realised.SavedUsd : null,
            realised.Why);
    }
}
