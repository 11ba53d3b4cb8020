using System.Globalization;
using Coxswain.Core.Kernel;

namespace Coxswain.Storage.Sqlite;

/// <summary>Puts damaged or refused things aside under names that say what and when. Nothing in it is ever overwritten or deleted.</summary>
internal sealed class QuarantineFolder(DataFolder folder, TimeProvider clock)
{
    /// <summary>Creates an empty folder of its own for a damaged file and its companions.</summary>
    public string CreateFolder(string subject)
    {
        Directory.CreateDirectory(folder.QuarantineFolder);
        for (var attempt = 1; ; attempt++)
        {
            var path = Name(subject, "", attempt);
            if (!Path.Exists(path))
            {
                Directory.CreateDirectory(path);
                return path;
            }
        }
    }

    /// <summary>Writes and fsyncs a new file, readable by its owner only.</summary>
    public string WriteFile(string subject, string extension, IReadOnlyList<ReadOnlyMemory<byte>> content)
    {
        Directory.CreateDirectory(folder.QuarantineFolder);
        for (var attempt = 1; ; attempt++)
        {
            var path = Name(subject, extension, attempt);
            if (Path.Exists(path))
            {
                continue;
            }

            using var file = new FileStream(path, PrivateFile.Options(FileMode.CreateNew));
            foreach (var part in content)
            {
                file.Write(part.Span);
            }

            file.Flush(flushToDisk: true);
            return path;
        }
    }

    private string Name(string subject, string extension, int attempt)
    {
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var number = attempt == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{attempt}");
        return Path.Combine(folder.QuarantineFolder, $"{subject}-{stamp}{number}{extension}");
    }
}
