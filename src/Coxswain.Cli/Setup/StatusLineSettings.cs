namespace Coxswain.Cli.Setup;

/// <summary>The status line of Claude Code, made by <c>cox statusline</c>.</summary>
internal static class StatusLineSettings
{
    public const string Name = "statusLine";

    public static SettingsWish For(string command) => new("", [(Name, JsonTexts.Write(new { type = "command", command }))]);
}
