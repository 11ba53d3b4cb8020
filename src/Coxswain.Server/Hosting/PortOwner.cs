using System.Globalization;

namespace Coxswain.Server.Hosting;

/// <summary>Names the process that listens on a TCP port, as far as Linux lets this user see it.</summary>
internal static class PortOwner
{
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    public static string? Find(int port)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            var sockets = Tables.Where(File.Exists).SelectMany(File.ReadLines).Select(line => Inode(line, port)).OfType<string>().ToHashSet();
            return sockets.Count == 0 ? null : Directory.EnumerateDirectories("/proc").Select(process => Owner(process, sockets)).FirstOrDefault(owner => owner is not null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Fields: sl local_address rem_address st … inode; state 0A is LISTEN, the port is hexadecimal.
    private static string? Inode(string line, int port)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 9 && fields[3] == "0A" && fields[1].EndsWith($":{port:X4}", StringComparison.Ordinal) ? $"socket:[{fields[9]}]" : null;
    }

    private static string? Owner(string process, HashSet<string> sockets)
    {
        if (!int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            return null;
        }

        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(link => new FileInfo(link).LinkTarget is { } target && sockets.Contains(target))
                ? $"process {pid} ({File.ReadAllText(Path.Combine(process, "comm")).Trim()})"
                : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
