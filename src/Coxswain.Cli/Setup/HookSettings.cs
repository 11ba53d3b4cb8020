namespace Coxswain.Cli.Setup;

/// <summary>
/// The hooks that tell what telemetry and transcripts do not tell, or tell late. None gives an answer that changes what the client does, but for the one of
/// budgets. The client does not call http hooks for the start of a session, so that one is a command.
/// </summary>
internal static class HookSettings
{
    public const string Parent = "hooks";
    public const string Path = "/hooks/claude-code";
    private const int CommandSeconds = 5;
    private const int HttpSeconds = 2;
    private const int CheckpointSeconds = 10;

    /// <summary>A client that gives up ends the hooks that tell of it about 10 ms after it started them, with itself (2.1.330).</summary>
    private const string OutlivesClient = "trap '' TERM HUP; ";

    /// <summary>An exit code of 2, as of another version that does not know the option, would keep the prompt from the model.</summary>
    private const string NeverBlocks = " || :";

    /// <summary>In every command line of the hooks of budgets, whatever program it runs.</summary>
    private const string BudgetMark = " hook --budgets";

    /// <summary>The tool that starts subagents, and its name in older clients.</summary>
    private const string SubagentTools = "Agent|Task";

    private static readonly string[] Events =
        ["SessionEnd", "Stop", "StopFailure", "SubagentStop", "PreCompact", "PostCompact", "Notification", "PermissionDenied", "PreModelSwitch", "PostModelSwitch"];

    /// <param name="command">How to run <c>cox hook</c>.</param>
    /// <param name="api">Base address of the API.</param>
    /// <param name="key">Header the receivers ask for; <see langword="null"/> when they ask for none.</param>
    public static SettingsWish For(string command, string api, (string Name, string Value)? key)
    {
        var http = Group(new Dictionary<string, object> { ["type"] = "http", ["url"] = api.TrimEnd('/') + Path, ["timeout"] = HttpSeconds }, key);
        var start = Group(new Dictionary<string, object> { ["type"] = "command", ["command"] = command, ["timeout"] = CommandSeconds }, null);
        return new SettingsWish(Parent, [("SessionStart", start), .. Events.Select(name => (name, http))]);
    }

    /// <summary>The hooks that make checkpoints. They are commands: files are kept with no daemon up too.</summary>
    /// <param name="command">How to run <c>cox hook --checkpoint</c>.</param>
    /// <param name="withFailures">Also told when a turn ends with a failure of the API.</param>
    public static SettingsWish ForCheckpoints(string command, bool withFailures)
    {
        var hook = Group(new Dictionary<string, object> { ["type"] = "command", ["command"] = $"{OutlivesClient}{command}{NeverBlocks}", ["timeout"] = CheckpointSeconds }, null);
        string[] events = withFailures ? ["UserPromptSubmit", "Stop", "StopFailure"] : ["UserPromptSubmit", "Stop"];
        return new SettingsWish(Parent, [.. events.Select(name => (name, hook))]);
    }

    /// <summary>
    /// The hooks that have budgets kept to: prompts and subagents refused, subagents on the economy model, advice at a session's start. Commands: they find the daemon
    /// and its token by the data folder.
    /// </summary>
    /// <param name="command">How to run <c>cox hook --budgets</c>.</param>
    public static SettingsWish ForBudgets(string command)
    {
        var handler = new Dictionary<string, object> { ["type"] = "command", ["command"] = command + NeverBlocks, ["timeout"] = CheckpointSeconds };
        var hook = JsonTexts.Write(new[] { new { hooks = new[] { handler } } });
        return new SettingsWish(Parent, [("UserPromptSubmit", hook), ("SessionStart", hook), ("PreToolUse", JsonTexts.Write(new[] { new { matcher = SubagentTools, hooks = new[] { handler } } }))]);
    }

    /// <summary>The events of <see cref="ForBudgets"/> that a connection has no hook for: one made by a version that knew fewer.</summary>
    /// <returns>Empty too when it has none of these hooks.</returns>
    public static IReadOnlyList<string> MissingForBudgets(SettingsEdit edit)
    {
        var there = edit.Places.Where(static place => place.Parent == Parent).SelectMany(static place => place.Changes)
            .Where(IsForBudgets).Select(static change => change.Name).ToList();
        return there.Count == 0 ? [] : [.. ForBudgets("").Members.Select(static member => member.Name).Except(there, StringComparer.Ordinal)];
    }

    public static bool IsForBudgets(SettingsChange change) => change.Value.Contains(BudgetMark, StringComparison.Ordinal);

    /// <summary>The program that a hook's command line runs; <see langword="null"/> when the line is not one of ours.</summary>
    public static string? ProgramOf(string command) => CoxProgram.ReadQuoted(command, command.StartsWith(OutlivesClient, StringComparison.Ordinal) ? OutlivesClient.Length : 0);

    private static string Group(Dictionary<string, object> handler, (string Name, string Value)? key)
    {
        if (key is { } header)
        {
            handler["headers"] = new Dictionary<string, string> { [header.Name] = header.Value };
        }

        return JsonTexts.Write(new[] { new { hooks = new[] { handler } } });
    }
}
