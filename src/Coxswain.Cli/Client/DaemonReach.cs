namespace Coxswain.Cli.Client;

/// <summary>Whether a daemon was reached within a command's little time.</summary>
internal enum DaemonReach
{
    Up,

    /// <summary>There is none, or nothing listens where it said.</summary>
    Down,

    /// <summary>It did not answer in time; it may be busy, or hang.</summary>
    Late,

    /// <summary>It did not answer as it should.</summary>
    Silent,
}
