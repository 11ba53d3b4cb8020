namespace Coxswain.Core.Kernel;

/// <summary>Where one installation keeps its data. One daemon owns it at a time.</summary>
/// <param name="Root">Absolute path; <c>~/.local/share/coxswain</c> unless configured.</param>
public sealed record DataFolder(string Root)
{
    /// <summary>SQLite: outbox, cursors and other small mutable state.</summary>
    public string StateFile => Path.Combine(Root, "state.db");

    /// <summary>The embedded engine's data.</summary>
    public string EngineFolder => Path.Combine(Root, "engine");

    /// <summary>The embedded engine's Unix socket. Mode 0600.</summary>
    public string EngineSocket => Path.Combine(Root, "engine.sock");

    /// <summary>Who owns the folder and how to reach it: pid, addresses, token. Mode 0600.</summary>
    public string DaemonFile => Path.Combine(Root, "daemon.json");

    /// <summary>The API's token. Mode 0600.</summary>
    public string TokenFile => Path.Combine(Root, "api-token");

    /// <summary>Locked by the process that owns the folder, for as long as it lives.</summary>
    public string LockFile => Path.Combine(Root, "daemon.lock");

    /// <summary>Damaged files are moved here, never deleted.</summary>
    public string QuarantineFolder => Path.Combine(Root, "quarantine");

    public string LogFolder => Path.Combine(Root, "logs");
}
