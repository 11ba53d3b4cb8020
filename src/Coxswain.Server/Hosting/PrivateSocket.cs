namespace Coxswain.Server.Hosting;

/// <summary>A Unix socket's place in a folder of its own that only this user may enter.</summary>
internal sealed class PrivateSocket : IDisposable
{
    private readonly string _folder;

    private PrivateSocket(string folder) => _folder = folder;

    public string Path => System.IO.Path.Combine(_folder, "api");

    // CreateTempSubdirectory makes the folder 0700. Its path is short, which a socket's must be (104 bytes on macOS).
    public static PrivateSocket Create() => new(Directory.CreateTempSubdirectory("cox-").FullName);

    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // The system cleans its temporary folder; nothing depends on this one being gone.
        }
    }
}
