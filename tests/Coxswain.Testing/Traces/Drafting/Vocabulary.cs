using System.Globalization;

namespace Coxswain.Testing.Traces.Drafting;

/// <summary>The tasks, files and tool calls that sessions are made of.</summary>
internal static class Vocabulary
{
    public static readonly IReadOnlyList<(string Title, string Prompt, string Pattern)> Tasks =
    [
        ("Fix login error message", "fix the authentication error message shown after a wrong password", "grep read edit bash"),
        ("Add refund endpoint", "add an endpoint that refunds an order, with tests", "glob read read write edit bash edit bash"),
        ("Explain the cache layer", "explain how the cache layer decides what to keep", "grep read read"),
        ("Speed up the nightly report", "the nightly report takes ten minutes, find out why and make it faster", "bash grep read edit bash"),
        ("Rename the customer module", "rename the customer module to account everywhere", "glob grep read edit edit edit bash"),
        ("Review the open changes", "review my uncommitted changes", "bash read read"),
        ("Write the release notes", "write release notes since the last tag", "bash read write"),
        ("Track down a flaky test", "test_checkout_total fails one time in twenty, track it down", "bash read grep read bash edit bash"),
        ("Update dependencies", "update the dependencies and fix what breaks", "bash read edit bash bash edit bash"),
        ("Quick question", "what does the retry flag do?", "grep"),
    ];

    public static readonly IReadOnlyList<string> FollowUps =
        ["now do the same for the other case", "run the tests again", "that is not what I meant, look at the caller first", "commit this", "good, and the docs?", "why?"];

    public static readonly IReadOnlyList<string> Answers =
    [
        "Done. The message now names the field that was wrong, and the test covers both cases.",
        "The entry is kept while its owner is active; the sweep runs every five minutes.",
        "All tests pass. I changed three files and added one test.",
        "The slow part is a query inside a loop. It is now one query.",
    ];

    private static readonly string[] Stems = ["auth", "orders", "checkout", "cache", "report", "customer", "client", "index", "routes", "settings"];

    public static ToolSample Tool(string kind, TraceProject project, Draws draws)
    {
        var file = project.Folder + "/src/" + draws.Pick(Stems) + "." + project.Extension;
        return kind switch
        {
            "grep" => new("Grep", TraceToolInput.Of(("pattern", draws.Pick(Stems)), ("path", ".")), "Found 2 files\nsrc/auth\nsrc/routes"),
            "glob" => new("Glob", TraceToolInput.Of(("pattern", "**/*." + project.Extension)), string.Join('\n', Stems.Select(stem => "src/" + stem))),
            "edit" => Edit(file, draws),
            "write" => new("Write", TraceToolInput.Of(("file_path", file), ("content", Lines(draws.Between(5, 40)))), "File created successfully", 20),
            "bash" => new("Bash", Command(draws), Lines(draws.Between(3, 60))),
            _ => new("Read", TraceToolInput.Of(("file_path", file)), Lines(draws.Between(10, 120))),
        };
    }

    private static ToolSample Edit(string file, Draws draws)
    {
        var added = draws.Between(1, 12);
        var input = TraceToolInput.Of(("file_path", file), ("old_string", Lines(2)), ("new_string", Lines(added)));
        return new("Edit", input, "The file " + file + " has been updated successfully.", added, 2);
    }

    private static TraceToolInput Command(Draws draws) => draws.Between(0, 3) switch
    {
        0 => TraceToolInput.Bash("npm test", "Run the tests"),
        1 => TraceToolInput.Bash("git status --short", "Show changes"),
        2 => TraceToolInput.Bash("ls src", "List sources"),
        _ => TraceToolInput.Bash("git diff --stat", "Summarise changes"),
    };

    private static string Lines(int count) =>
        string.Join('\n', Enumerable.Range(1, count).Select(i => i.ToString(CultureInfo.InvariantCulture) + "\tconst value" + i.ToString(CultureInfo.InvariantCulture) + " = compute(input);"));
}
