using Coxswain.Testing.Processes;

namespace Coxswain.Testing.Transcripts;

/// <summary>A temporary folder to lay transcripts in.</summary>
public sealed class TranscriptFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    /// <summary>The path of a file in it, whose folder exists.</summary>
    public string File(string relative)
    {
        var path = _folder.Combine(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path) ?? Path);
        return path;
    }

    public void Dispose() => _folder.Dispose();
}
