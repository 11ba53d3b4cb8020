using System.Text;

namespace Coxswain.Cli.Setup;

/// <summary>Reads and replaces a settings file. A link is followed and kept, the mode is kept, and a crash leaves the old file or the new one.</summary>
internal static class SettingsFile
{
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Latin-1 image of the bytes; <see langword="null"/> when there is no file.</summary>
    public static string? Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return null;
        }

        return file.Length <= MaxBytes || file.LinkTarget is not null
            ? Encoding.Latin1.GetString(File.ReadAllBytes(path))
            : throw new IOException($"{path} is larger than {MaxBytes} bytes; that is no settings file.");
    }

    /// <param name="text"><see langword="null"/> deletes the file.</param>
    public static void Write(string path, string? text)
    {
        var target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        if (text is null)
        {
            File.Delete(target);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = File.Exists(target) ? File.GetUnixFileMode(target) : UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(Encoding.Latin1.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, target, overwrite: true);
    }
}
