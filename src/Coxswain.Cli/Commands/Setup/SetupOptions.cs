using System.CommandLine;

namespace Coxswain.Cli.Commands.Setup;

/// <summary>Options that <c>connect</c> and <c>disconnect</c> share.</summary>
internal static class SetupOptions
{
    public static Option<string?> ClaudeFolder { get; } = new("--claude-folder") { Description = "Claude Code's folder (default: CLAUDE_CONFIG_DIR, then ~/.claude)", HelpName = "folder" };

    public static Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Do not ask" };

    public static Option<bool> DryRun { get; } = new("--dry-run") { Description = "Only show what would change" };
}
