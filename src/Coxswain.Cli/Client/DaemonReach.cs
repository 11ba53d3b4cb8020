namespace Coxswain.Cli.Client;

/// <summary>Whether a daemon was reached within a command's little time.</summary>
internal enum DaemonReach
{
    Up,

    /// <summary>There is none, or nothing listens where it said.</summary>
    Down,

    /// <summary>It did not answer in time, or not as it should.</summary>
    Silent,
}
