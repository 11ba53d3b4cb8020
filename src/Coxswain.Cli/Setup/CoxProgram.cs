using System.Text;
using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Setup;

/// <summary>How Claude Code is to run this program: the launcher if that started it, for it survives a new build, else the program itself.</summary>
internal static class CoxProgram
{
    /// <summary>Set by the launcher <c>./cox</c> to its own absolute path.</summary>
    public const string LauncherVariable = "COX_LAUNCHER";

    /// <summary>A line for a POSIX shell. Names the data folder unless a process that knows nothing but the home folder finds it too.</summary>
    public static string Line(string verb, string dataFolder, IReadOnlyDictionary<string, string> environment, string? processPath)
    {
        var program = environment.GetValueOrDefault(LauncherVariable) is { Length: > 0 } launcher && File.Exists(launcher) ? launcher : processPath;
        return program is null ? throw new InvalidOperationException("This process has no path.")
            : dataFolder == UsualFolder(environment) ? $"{Quoted(program)} {verb}"
            : $"{Quoted(program)} {verb} --data {Quoted(dataFolder)}";
    }

    private static string? UsualFolder(IReadOnlyDictionary<string, string> environment)
    {
        try
        {
            var home = environment.Where(static one => one.Key is "HOME" or "USERPROFILE").ToDictionary(static one => one.Key, static one => one.Value);
            return CoxswainSettings.Load(new SettingsRequest(home, [], null)).Folder.Root;
        }
        catch (SettingsException)
        {
            // No home, or a broken file in it: nothing is found without being named.
            return null;
        }
    }

    /// <summary>The word that <see cref="Quoted"/> wrote at this place; <see langword="null"/> when there is none.</summary>
    public static string? ReadQuoted(string text, int start)
    {
        if (start < 0 || start >= text.Length || text[start] != '\'')
        {
            return null;
        }

        var word = new StringBuilder();
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] != '\'')
            {
                word.Append(text[at]);
            }
            else if (text.AsSpan(at).StartsWith("'\\''", StringComparison.Ordinal))
            {
                word.Append('\'');
                at += 3;
            }
            else
            {
                return word.ToString();
            }
        }

        return null;
    }

    /// <summary>One word for a POSIX shell.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
