using Coxswain.Cli.Commands;

namespace Coxswain.Cli.Setup;

internal static class SettingsEditing
{
    /// <summary>Turns a text that is no settings object into a message that names the file. The file stays as it is.</summary>
    public static T OrFail<T>(string file, Func<T> edit)
    {
        try
        {
            return edit();
        }
        catch (FormatException problem)
        {
            throw new CommandException(ExitCode.Failed, $"{file} is left alone: {problem.Message}", problem);
        }
    }
}
