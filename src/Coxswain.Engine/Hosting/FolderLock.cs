using System.Diagnostics;
using System.Globalization;

namespace Coxswain.Engine.Hosting;

/// <summary>Tells who holds a store's folder. ClickHouse itself locks the folder's <c>status</c> file and writes its process id there.</summary>
internal static class FolderLock
{
    /// <exception cref="EngineStartException">Another process holds the folder; the message names it.</exception>
    internal static void ThrowIfHeld(string folder)
    {
        var path = Path.Combine(folder, "status");
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new EngineStartException($"The data folder {folder} is held by {Holder(path)}. Stop that process, or name another folder.");
        }
    }

    private static string Holder(string path)
    {
        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var line = file.ReadLine();
        if (line is null || !line.StartsWith("PID: ", StringComparison.Ordinal)
            || !int.TryParse(line.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return "another process";
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return string.Create(CultureInfo.InvariantCulture, $"process {id} ({process.ProcessName})");
        }
        catch (ArgumentException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"process {id}");
        }
    }
}
