namespace Coxswain.Cli.Setup;

/// <summary>One settings file of Claude Code as it stands.</summary>
/// <param name="Text">Latin-1 image of its bytes; empty when it cannot be read.</param>
/// <param name="Problem">Why it cannot be read; <see langword="null"/> when it can.</param>
internal sealed record SettingsLayer(string File, SettingsScope Scope, string Text, string? Problem)
{
    /// <returns><see langword="null"/> when there is no such file.</returns>
    public static SettingsLayer? Read(string file, SettingsScope scope)
    {
        try
        {
            return SettingsFile.Read(file) is { } text ? new SettingsLayer(file, scope, text, null) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new SettingsLayer(file, scope, "", problem.Message);
        }
    }
}
