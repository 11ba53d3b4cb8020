namespace Coxswain.Core.Telemetry;

/// <summary>What became of a batch handed to the outbox.</summary>
public enum WriteOutcome
{
    /// <summary>Committed and fsynced; it reaches the store even if every process dies now.</summary>
    Durable,

    /// <summary>The same content was committed before; nothing was written again.</summary>
    AlreadyDurable,

    /// <summary>The outbox has reached its configured size or the disk is full; nothing was written, try again later.</summary>
    Full,

    /// <summary>The outbox cannot be written for another reason (shutting down, I/O error); nothing was written, try again later.</summary>
    Unavailable,
}
