namespace Coxswain.Cli.Setup;

/// <summary>The shell script that gives the plan's verbs to <c>cox</c> and everything else to the real client.</summary>
internal static class WrapperScript
{
    /// <summary>Verbs of the plan that are spelled <c>claude &lt;verb&gt;</c> there. Only those this <c>cox</c> has are sent to it.</summary>
    public static readonly IReadOnlyList<string> Verbs =
    [
        "retry-with-fallback", "session-checkpoint", "error-analyze", "cost-optimize", "budget-status", "model-recommend",
        "deep-search", "search-and-analyze", "explore-pattern", "orchestrate-tasks", "workflow-template", "task-breakdown",
    ];

    /// <param name="real">Absolute path of the real client.</param>
    /// <param name="cox">How to run <c>cox</c> with the script's own arguments, for a shell.</param>
    /// <param name="verbs">At least one.</param>
    /// <remarks>A program that is started by <c>exec</c> keeps its process id: seeing its own id again, the script knows that "the real client" led back to it.</remarks>
    public static string For(string real, string cox, IEnumerable<string> verbs) => WrapperFile.Head + $$"""
        real={{CoxProgram.Quoted(real)}}
        case "${1-}" in
            {{string.Join('|', verbs)}})
                exec {{cox}} ;;
        esac
        if [ "${COX_WRAPPER_PROCESS-}" = "$$" ] || [ "$real" -ef "$0" ]; then
            echo "claude: $real leads back to this wrapper ($0). Install it again, so that it finds Claude Code: cox wrapper install" >&2
            exit 126
        fi
        if [ ! -f "$real" ] || [ ! -x "$real" ]; then
            echo "claude: $real is not there any more. Tell the wrapper where Claude Code is now: cox wrapper install; or take it away: cox wrapper remove" >&2
            exit 127
        fi
        COX_WRAPPER_PROCESS=$$
        export COX_WRAPPER_PROCESS
        exec "$real" "$@"

        """;
}
