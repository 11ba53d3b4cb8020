using System.Text;
using Coxswain.Core.Kernel;

namespace Coxswain.Cli.Setup;

/// <summary>Reads and replaces a settings file. A link is followed and kept, the mode is kept, and a crash leaves the old file or the new one.</summary>
internal static class SettingsFile
{
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Latin-1 image of the bytes; <see langword="null"/> when there is no file.</summary>
    public static string? Read(string path)
    {
        var file = new FileInfo(Target(path));
        if (!file.Exists)
        {
            return Directory.Exists(file.FullName) ? throw new IOException($"{path} is a folder, not a settings file.") : null;
        }

        // Pipes and devices have no length either, and reading them would wait without end.
        return file.Length == 0 ? ""
            : file.Length <= MaxBytes ? Encoding.Latin1.GetString(File.ReadAllBytes(file.FullName))
            : throw new IOException($"{path} is larger than {MaxBytes} bytes; that is no settings file.");
    }

    /// <param name="text"><see langword="null"/> deletes the file.</param>
    public static void Write(string path, string? text)
    {
        var target = Target(path);
        if (text is null)
        {
            File.Delete(target);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target) ?? "/");
        var temporary = $"{target}.{Environment.ProcessId}.new";
        File.Delete(temporary);
        using (var stream = new FileStream(temporary, PrivateFile.Options(FileMode.CreateNew)))
        {
            stream.Write(Encoding.Latin1.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            // Set, not asked for at creation: the process's mask would take bits away.
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
        }

        File.Move(temporary, target, overwrite: true);
    }

    private static string Target(string path)
        => new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
}
