namespace Coxswain.Testing.Upstream.Simulation.Faults;

/// <summary>Where in an answer a fault strikes. An answer without a stream knows the first three; later ones strike in the middle of its body.</summary>
public enum FaultStage
{
    BeforeHeaders,

    /// <summary>In the middle of a header line.</summary>
    InHeaders,

    AfterHeaders,

    AfterMessageStart,

    /// <summary>Between two events of the last block.</summary>
    InBlock,

    /// <summary>In the middle of an event's bytes, inside the last block.</summary>
    MidEvent,

    /// <summary>After the first block's stop.</summary>
    BetweenBlocks,

    BeforeMessageStop,
}
