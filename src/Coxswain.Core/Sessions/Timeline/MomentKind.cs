namespace Coxswain.Core.Sessions.Timeline;

/// <summary>What happened. Told in small letters.</summary>
public enum MomentKind
{
    /// <summary>The user asked.</summary>
    Prompt,

    /// <summary>A model answered.</summary>
    Request,

    /// <summary>A tool was called.</summary>
    Tool,

    /// <summary>A subagent ended.</summary>
    Agent,

    /// <summary>A request failed, or a try of it.</summary>
    Error,

    /// <summary>The gateway tried again.</summary>
    Attempt,

    /// <summary>The conversation was compacted.</summary>
    Compaction,
}
