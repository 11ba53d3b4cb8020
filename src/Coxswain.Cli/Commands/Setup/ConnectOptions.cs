using System.CommandLine;
using Coxswain.Cli.Setup;

namespace Coxswain.Cli.Commands.Setup;

/// <summary>What of Claude Code's settings <c>connect</c> shall write.</summary>
internal static class ConnectOptions
{
    public static Option<string> Protocol { get; } = new("--protocol") { Description = "How Claude Code sends", DefaultValueFactory = static _ => TelemetryEnvironment.Protocols[0] };

    public static Option<bool> ToolDetails { get; } = new("--tool-details") { Description = "Also send tool parameters, MCP tool names and full error texts" };

    public static Option<string?> BaseUrl { get; } = new("--base-url") { Description = "Also set ANTHROPIC_BASE_URL: Claude Code sends its API requests there", HelpName = "url" };

    public static Option<bool> StatusLine { get; } = new("--status-line") { Description = "Also show cost, burn rate, budget, context and cache in Claude Code's status line" };

    public static Option<bool> Budgets { get; } = new("--budgets") { Description = "Also have budgets kept to: prompts refused, subagents refused or on the economy model, advice, as their steps say" };

    public static Option<bool> Hooks { get; } = new("--hooks") { Description = "Also send hook events: starts and ends of sessions and turns, compactions, notifications, model switches" };
}
