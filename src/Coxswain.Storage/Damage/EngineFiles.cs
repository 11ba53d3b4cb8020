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
        try
        {
            return !Directory.EnumerateFiles(metadata, "*.sql").Any();
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It cannot be looked at, which is no sign that it is gone.
            return false;
        }
    }
}
