namespace Coxswain.Cli.Commands;

/// <summary>What a command's exit status says.</summary>
internal enum ExitCode
{
    Ok = 0,

    /// <summary>The command ran and could not do what was asked.</summary>
    Failed = 1,

    /// <summary>The command line or a value on it is wrong.</summary>
    Usage = 2,

    /// <summary>No server, engine or store answers.</summary>
    Unreachable = 3,

    /// <summary>What was asked for does not exist.</summary>
    NotFound = 4,
}
