using System.Runtime;
using System.Runtime.InteropServices;

namespace Coxswain.Engine.Native;

/// <summary>The memory this process keeps although nothing needs it.</summary>
public static partial class ProcessMemory
{
    /// <summary>Gives it back to the system: the managed heap's and the C library's. Takes some milliseconds during which all threads stand still.</summary>
    public static void GiveBack()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library other than glibc; it keeps less.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);
}
