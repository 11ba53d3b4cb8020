namespace Coxswain.Core.Budgets.Switching;

/// <summary>What was known when a switch was made: enough to measure afterwards what it really saved.</summary>
public sealed record SwitchReceipt
{
    public required DateTimeOffset At { get; init; }

    public required string SessionId { get; init; }

    /// <summary>As asked for by the client.</summary>
    public required string From { get; init; }

    public required string To { get; init; }

    public required SwitchMoment Moment { get; init; }

    public required string Why { get; init; }

    public required bool IsForced { get; init; }

    /// <summary>The four below are <see langword="null"/> when a price was not known.</summary>
    public required decimal? ExpectedSavingUsd { get; init; }

    /// <summary>Lower end of the 80 % interval.</summary>
    public required decimal? LowUsd { get; init; }

    /// <summary>Upper end of the 80 % interval.</summary>
    public required decimal? HighUsd { get; init; }

    /// <summary>All turns the session was expected to have, on the old model.</summary>
    public required decimal? StayingWouldCostUsd { get; init; }

    /// <summary>What the old model's cache held of the conversation.</summary>
    public required CacheState Cache { get; init; }

    /// <summary>The new model's tokens for one of the old model's.</summary>
    public required double TokenFactor { get; init; }

    public static SwitchReceipt Of(string sessionId, SwitchVerdict verdict, SwitchDecision decision)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(decision);
        var question = verdict.Question;
        return new SwitchReceipt
        {
            At = question.At,
            SessionId = sessionId,
            From = question.From,
            To = question.To.Model,
            Moment = question.Moment,
            Why = decision.Why,
            IsForced = decision.IsForced,
            ExpectedSavingUsd = verdict.Figures?.ExpectedSavingUsd,
            LowUsd = verdict.Figures?.Saving.LowUsd,
            HighUsd = verdict.Figures?.Saving.HighUsd,
            StayingWouldCostUsd = verdict.Figures?.ExpectedStayUsd,
            Cache = question.Cache with { WarmTokens = Math.Min(question.Cache.WarmTokens, question.ContextTokens) },
            TokenFactor = question.To.TokenFactor,
        };
    }
}
