namespace Coxswain.Core.Kernel;

/// <summary>Paths compared as texts: the folders may be of another machine, or gone.</summary>
public static class FolderPath
{
    /// <summary>Whether a path is a folder or below it. Everything is in an empty one.</summary>
    public static bool IsIn(string path, string folder)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(folder);
        return folder.Length == 0 || path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
    }
}
