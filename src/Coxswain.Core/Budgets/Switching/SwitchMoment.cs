namespace Coxswain.Core.Budgets.Switching;

/// <summary>When in a conversation a switch would happen. The names are stored.</summary>
public enum SwitchMoment
{
    /// <summary>The current model's cache is warm: leaving it loses that.</summary>
    MidConversation,
    SessionStart,

    /// <summary>A subagent's first request.</summary>
    NewSubagent,

    /// <summary>The messages were replaced by a summary that no model has in its cache.</summary>
    AfterCompaction,

    /// <summary>Idle for longer than the cache lives.</summary>
    AfterExpiry,
}
