namespace Coxswain.Testing;

/// <summary>Where the sources are, for tests that read files kept beside them.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Coxswain.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No Coxswain.slnx above " + AppContext.BaseDirectory);
    }
}
