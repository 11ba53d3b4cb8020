using Coxswain.Core.Kernel;

namespace Coxswain.Storage.Damage;

/// <summary>Looks at the embedded engine's folder from outside.</summary>
public static class EngineFiles
{
    /// <summary>Whether the running engine's folder was deleted or emptied beneath it: it goes on in memory, and what it is given is lost.</summary>
    public static bool AreGone(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var metadata = Path.Combine(folder.EngineFolder, "metadata");
        return !Directory.Exists(metadata) || !Directory.EnumerateFiles(metadata, "*.sql").Any();
    }
}
