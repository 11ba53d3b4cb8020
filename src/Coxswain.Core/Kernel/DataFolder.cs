namespace Coxswain.Core.Kernel;

/// <summary>Where one installation keeps its data. One daemon owns it at a time.</summary>
/// <param name="Root">Absolute path; <c>~/.local/share/coxswain</c> unless configured.</param>
public sealed record DataFolder(string Root)
{
    public const string DemoFileName = "DEMO.txt";

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

    /// <summary>Says that everything in the folder is made up. <c>cox demo</c> writes it first of all, and nothing takes it away.</summary>
    public string DemoFile => Path.Combine(Root, DemoFileName);

    /// <summary>Holds made-up data only: nothing real may come in, and every report says so.</summary>
    public bool IsDemo => File.Exists(DemoFile);

    /// <summary>The gateway's failed requests, for replay. Mode 0700; <c>cox privacy purge</c> empties it.</summary>
    public string JournalFolder => Path.Combine(Root, "journal");

    public string LogFolder => Path.Combine(Root, "logs");
}
