namespace Coxswain.Core.Recovery.Resuming;

public enum ResumeOutcome
{
    /// <summary>The client ended well.</summary>
    Succeeded,

    /// <summary>The client ended with an error.</summary>
    Failed,

    /// <summary>It ran too long and was ended.</summary>
    TimedOut,

    /// <summary>The daemon was stopped.</summary>
    Interrupted,

    /// <summary>The client could not be started.</summary>
    NotStarted,
}
