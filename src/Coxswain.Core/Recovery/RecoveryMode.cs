namespace Coxswain.Core.Recovery;

/// <summary>What the gateway may do for a client when a call fails.</summary>
public enum RecoveryMode
{
    /// <summary>Nothing: every answer goes on as it comes, and only once.</summary>
    Off,

    /// <summary>The same request again, as long as the client has seen nothing of the failed one.</summary>
    Transparent,

    /// <summary>Also requests that differ: another model, fewer tokens, in parts.</summary>
    Full,
}
