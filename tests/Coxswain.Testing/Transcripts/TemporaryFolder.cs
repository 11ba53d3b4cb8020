namespace Coxswain.Testing.Transcripts;

/// <summary>A folder of its own for one test, deleted at the end.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("cox-test-").FullName;

    public string Path { get; }

    public string File(string relative)
    {
        var path = System.IO.Path.Combine(Path, relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path) ?? Path);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
