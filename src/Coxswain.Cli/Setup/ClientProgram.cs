namespace Coxswain.Cli.Setup;

/// <summary>Finds Claude Code itself on the search path: a program named <c>claude</c> that is no wrapper of ours.</summary>
internal static class ClientProgram
{
    /// <returns>Absolute path as the search path spells it, so that it follows updates; <see langword="null"/>: there is none.</returns>
    public static string? Find(IReadOnlyDictionary<string, string> environment)
        => Folders(environment).Select(static folder => Path.Combine(folder, WrapperFile.Name)).FirstOrDefault(static file => IsProgram(file) && !WrapperFile.IsScript(file));

    /// <returns>The first wrapper of ours on the search path, whatever comes before it; <see langword="null"/>: there is none.</returns>
    public static string? Wrapper(IReadOnlyDictionary<string, string> environment)
        => Folders(environment).Select(static folder => WrapperFile.In(folder)).FirstOrDefault(static file => file.IsOurs)?.Path;

    /// <summary>Whether a shell that looks for <c>claude</c> finds the one in this folder.</summary>
    public static bool IsFirst(IReadOnlyDictionary<string, string> environment, string folder)
        => Folders(environment).FirstOrDefault(one => one == folder || IsProgram(Path.Combine(one, WrapperFile.Name))) == folder;

    private static IEnumerable<string> Folders(IReadOnlyDictionary<string, string> environment)
        => environment.GetValueOrDefault("PATH", "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted).Select(static folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private static bool IsProgram(string file)
    {
        try
        {
            return File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
