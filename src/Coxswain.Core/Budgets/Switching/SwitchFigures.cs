namespace Coxswain.Core.Budgets.Switching;

/// <summary>What staying and switching cost. Savings are staying minus switching, over all turns the conversation still has.</summary>
public sealed record SwitchFigures
{
    /// <summary>Of the next turn with the expected sizes.</summary>
    public required decimal NextTurnStayUsd { get; init; }

    public required decimal NextTurnSwitchUsd { get; init; }

    /// <summary>Of the turn after it, when both caches are warm; later ones cost a little more each as the conversation grows.</summary>
    public required decimal LaterTurnStayUsd { get; init; }

    public required decimal LaterTurnSwitchUsd { get; init; }

    /// <summary>What the current model's warm cache saves on the next turn, and a switch gives up. Zero when it holds nothing.</summary>
    public required decimal WarmthLostUsd { get; init; }

    /// <summary>What the target's cold cache costs on the next turn beyond a warm one.</summary>
    public required decimal RewriteUsd { get; init; }

    /// <summary>Output for thinking that was dropped and is done again. An estimate.</summary>
    public required decimal RethinkUsd { get; init; }

    /// <summary>Turns after the next one until switching has paid: 0 when the next turn already costs no more, <see langword="null"/> when it never does within the turns looked ahead.</summary>
    public required int? BreakEvenTurns { get; init; }

    public required decimal ExpectedStayUsd { get; init; }

    public required decimal ExpectedSwitchUsd { get; init; }

    public required SavingSpread Saving { get; init; }

    /// <summary>The next request fits the target's window; <see langword="null"/> when the window is not known.</summary>
    public required bool? Fits { get; init; }

    /// <summary>Turns until the client compacts the conversation with one of the two models; <see langword="null"/>: not within the turns looked ahead.</summary>
    public required int? TurnsUntilCompaction { get; init; }

    public decimal ExpectedSavingUsd => ExpectedStayUsd - ExpectedSwitchUsd;
}
