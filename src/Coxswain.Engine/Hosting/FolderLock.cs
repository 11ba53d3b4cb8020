using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Coxswain.Engine.Hosting;

/// <summary>Tells who holds a store's folder. ClickHouse itself locks the folder's <c>status</c> file and writes its process id there.</summary>
internal static partial class FolderLock
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
        // Opened by the system call itself: .NET would ask for a shared lock first, which the holder's excludes.
        using var handle = new SafeFileHandle(Open(path, 0), ownsHandle: true);
        if (handle.IsInvalid)
        {
            return "another process";
        }

        using var file = new StreamReader(new FileStream(handle, FileAccess.Read));
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

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
