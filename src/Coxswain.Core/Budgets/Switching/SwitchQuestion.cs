namespace Coxswain.Core.Budgets.Switching;

/// <summary>A conversation that is about to make a request: should another model answer it and those after it?</summary>
public sealed record SwitchQuestion
{
    /// <summary>Decides the prices and which caches are warm.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The model that answers now.</summary>
    public required string From { get; init; }

    public required SwitchTarget To { get; init; }

    /// <summary>Of the conversation before this request's new tokens, as the current model counts.</summary>
    public required long ContextTokens { get; init; }

    /// <summary>The current model's cache of this conversation.</summary>
    public required CacheState Cache { get; init; }

    /// <summary>The target's; <see langword="null"/>: cold, with the current cache's lifetime.</summary>
    public CacheState? TargetCache { get; init; }

    public required TurnShape Turn { get; init; }

    public required TurnForecast Remaining { get; init; }

    /// <summary>Thinking in the conversation that the target does not read and drops; where it is not known which it reads, all of it.</summary>
    public long LostThinkingTokens { get; init; }

    /// <summary>Where the client compacts by its settings, whatever the model; <see langword="null"/>: when a window is full.</summary>
    public long? CompactsAtTokens { get; init; }

    public SwitchMoment Moment { get; init; }
}
