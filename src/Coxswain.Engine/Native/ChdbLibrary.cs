using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Coxswain.Engine.Native;

/// <summary>Finds and loads <c>libchdb</c>, once per process, with its signal handlers off: .NET turns SIGSEGV into NullReferenceException and must keep it.</summary>
internal static partial class ChdbLibrary
{
    private static readonly Lock Gate = new();
    private static string? _loadedPath;

    /// <returns>The library's path.</returns>
    /// <exception cref="EngineStartException">No library is installed for this platform, or it does not load.</exception>
    internal static string Load(string? path)
    {
        lock (Gate)
        {
            if (_loadedPath is null)
            {
                var found = Path.GetFullPath(path ?? Find(AppContext.BaseDirectory));
                UseUtc();
                var handle = Open(found);
                NativeLibrary.SetDllImportResolver(
                    Assembly.GetExecutingAssembly(), (name, _, _) => name == ChdbMethods.Library ? handle : 0);
                ChdbMethods.SetSignalHandlersEnabled(0);
                _loadedPath = found;
            }

            return _loadedPath;
        }
    }

    /// <summary>The store's time is UTC whatever the machine's is; the library reads the C environment, not .NET's copy of it.</summary>
    private static void UseUtc()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetEnvironment("TZ", "UTC", 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    private static nint Open(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            throw new EngineStartException($"The database engine library {path} does not load: {Reason(failure)}", failure);
        }
    }

    // .NET's first line says how to look for the cause, the system's last line says it.
    private static string Reason(Exception failure) =>
        failure.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? failure.GetType().Name;

    internal static string Find(string start)
    {
        var relative = new StringBuilder("node_modules/@chdb/lib-").Append(PlatformName())
            .Append(OperatingSystem.IsMacOS() ? "/libchdb.dylib" : "/libchdb.so").ToString();
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            foreach (var candidate in new[] { relative, relative.Replace(".dylib", ".so", StringComparison.Ordinal) })
            {
                var path = Path.Combine(folder.FullName, candidate);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        throw new EngineStartException(
            $"The database engine is not installed: no {relative} above {start}. Run npm ci, or name the library with --library or COX_LIBCHDB.");
    }

    private static string PlatformName()
    {
        var arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        return OperatingSystem.IsMacOS() ? arm ? "darwin-arm64" : "darwin-x64" : arm ? "linux-arm64-gnu" : "linux-x64-gnu";
    }
}
