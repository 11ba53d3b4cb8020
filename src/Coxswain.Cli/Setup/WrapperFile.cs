using System.Text;

namespace Coxswain.Cli.Setup;

/// <summary>The program <c>claude</c> in a folder of the user's: known as ours by its second line, and never touched when it is another's.</summary>
internal sealed record WrapperFile(string Path)
{
    public const string Name = "claude";
    private const string Shebang = "#!/bin/sh\n";
    private const string Mark = "# Written by `cox wrapper install`; `cox wrapper remove` takes it away.\n";
    private const int LargestScript = 64 * 1024;

    /// <summary>The mark with the line a shell needs before it.</summary>
    public static string Head => Shebang + Mark;

    /// <summary>Where it is written unless told otherwise.</summary>
    public static string UsualFolder(IReadOnlyDictionary<string, string> environment)
    {
        var home = environment.GetValueOrDefault("HOME") is { Length: > 0 } found ? found : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return System.IO.Path.Combine(home, ".local", "bin");
    }

    public static WrapperFile In(string folder) => new(System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), Name));

    /// <summary>Something stands there, be it a link that leads nowhere.</summary>
    public bool Exists => new FileInfo(Path).LinkTarget is not null || System.IO.Path.Exists(Path);

    /// <summary>False for what is another's, and for a link even to one of ours: the link is another's.</summary>
    public bool IsOurs => new FileInfo(Path) is { Exists: true, LinkTarget: null } && IsScript(Path);

    /// <summary>Whether the file, or what it leads to, is a wrapper of ours.</summary>
    public static bool IsScript(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var head = new byte[Encoding.UTF8.GetByteCount(Head)];
            return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && Encoding.UTF8.GetString(head) == Head;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Its text; <see langword="null"/> when it is not ours.</summary>
    public string? Read() => IsOurs && new FileInfo(Path).Length <= LargestScript ? File.ReadAllText(Path) : null;

    /// <summary>A crash leaves the old file or the new one.</summary>
    public void Write(string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path) ?? "/");
        var temporary = $"{Path}.{Environment.ProcessId}.new";
        File.WriteAllText(temporary, text);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode everyone = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
            File.SetUnixFileMode(temporary, everyone | UnixFileMode.UserWrite);
        }

        File.Move(temporary, Path, overwrite: true);
    }

    public void Delete() => File.Delete(Path);
}
