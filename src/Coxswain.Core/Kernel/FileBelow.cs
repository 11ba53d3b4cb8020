using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Coxswain.Core.Kernel;

/// <summary>
/// Opens a file below a folder for reading, one folder after the other and none through a link, so that whatever is exchanged meanwhile nothing outside is opened.
/// The folder itself may be reached through links: its owner named it. A hard link is the file, not a way to it, and is opened as any other; see docs/hostile-input.md.
/// </summary>
public static partial class FileBelow
{
    private const int Interrupted = 4;
    private const int PermissionDenied = 13;
    private const int NoSuchFile = 2;

    // fcntl.h: of Linux (two differ on arm64) and of macOS.
    private static readonly bool IsMac = OperatingSystem.IsMacOS();
    private static readonly bool IsArmLinux = !IsMac && RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;
    private static readonly int CloseOnExec = IsMac ? 0x100_0000 : 0x8_0000;
    private static readonly int NonBlocking = IsMac ? 0x4 : 0x800;
    private static readonly int FolderOnly = IsMac ? 0x10_0000 : IsArmLinux ? 0x4000 : 0x1_0000;
    private static readonly int NoFollow = IsMac ? 0x100 : IsArmLinux ? 0x8000 : 0x2_0000;

    /// <param name="path">Absolute, below <paramref name="root"/>.</param>
    /// <exception cref="IOException">It is gone, a link, below a link, empty, or no plain file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SafeFileHandle Open(string root, string path)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(path);
        var parts = Parts(root, path);
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Transcripts are read on Linux and macOS.");
        }

        var place = Handle(Open(root, FolderOnly | CloseOnExec));
        try
        {
            foreach (var part in parts[..^1])
            {
                place = Next(place, part, FolderOnly);
            }

            // A pipe that took the file's place would be waited for without end.
            place = Next(place, parts[^1], NonBlocking);
            return HasLength(place) ? place : throw new IOException("Empty, or no plain file.");
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private static SafeFileHandle Next(SafeFileHandle folder, string name, int flags)
    {
        using (folder)
        {
            while (true)
            {
                var opened = OpenAt(folder, name, flags | NoFollow | CloseOnExec);
                if (opened >= 0 || Marshal.GetLastPInvokeError() != Interrupted)
                {
                    return Handle(opened);
                }
            }
        }
    }

    private static string[] Parts(string root, string path)
    {
        var below = root.EndsWith('/') ? root : root + "/";
        var parts = path.StartsWith(below, StringComparison.Ordinal) ? path[below.Length..].Split('/') : [];
        return parts.Length > 0 && parts.All(static part => part is not ("" or "." or ".."))
            ? parts
            : throw new ArgumentException("Not a plain path below the folder.", nameof(path));
    }

    private static SafeFileHandle Handle(int opened)
    {
        if (opened >= 0)
        {
            return new SafeFileHandle(opened, ownsHandle: true);
        }

        var error = Marshal.GetLastPInvokeError();
        var said = Marshal.GetPInvokeErrorMessage(error);
        throw error switch
        {
            PermissionDenied => new UnauthorizedAccessException(said),
            NoSuchFile => new FileNotFoundException(said),
            _ => new IOException(said, error),
        };
    }

    // Pipes and sockets cannot be asked for a length, devices have none.
    private static bool HasLength(SafeFileHandle file)
    {
        try
        {
            return RandomAccess.GetLength(file) > 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "openat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenAt(SafeFileHandle folder, string name, int flags);
}
