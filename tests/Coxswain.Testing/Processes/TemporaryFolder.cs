namespace Coxswain.Testing.Processes;

/// <summary>A folder of its own that goes away with this object.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cox-").FullName;

    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that is still ending may put a file back; the system's own cleaning of temporary folders takes the rest.
        }
    }
}
