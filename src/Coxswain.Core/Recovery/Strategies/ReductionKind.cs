namespace Coxswain.Core.Recovery.Strategies;

/// <summary>What a reduction removes, in this order, first from what is older than the newest turn.</summary>
public enum ReductionKind
{
    /// <summary>A tool result that stands again, word for word, further on.</summary>
    RepeatedResult,

    /// <summary>A tool result where the same call has a newer one.</summary>
    SupersededResult,

    /// <summary>The middle of a long tool result.</summary>
    LongResult,

    /// <summary>A message of an old turn, which went as a whole.</summary>
    OldTurn,

    /// <summary>A message of an early step of the newest turn: the calls and their results together.</summary>
    EarlyStep,

    /// <summary>The middle of a long text.</summary>
    LongText,

    /// <summary>A thinking block that would be refused after the change.</summary>
    Thinking,
}
