namespace Coxswain.Server.Security;

/// <summary>Creates folders nobody else can look into. A folder that is there already keeps the mode its owner gave it.</summary>
public static class OwnerOnlyFolder
{
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
