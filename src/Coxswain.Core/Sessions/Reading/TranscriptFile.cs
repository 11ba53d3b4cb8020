namespace Coxswain.Core.Sessions.Reading;

/// <summary>What a transcript file's place tells: <c>projects/&lt;slug&gt;/&lt;session&gt;.jsonl</c>, and below it the subagents' and workflows' files.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="SessionId">The session it belongs to, for lines that name none.</param>
/// <param name="AgentId">Empty for the main conversation.</param>
/// <param name="WorkflowRunId">Empty outside <c>subagents/workflows/&lt;run&gt;/</c>.</param>
internal sealed record TranscriptFile(string Path, string SessionId, string AgentId, string WorkflowRunId, bool IsMeta)
{
    private const string MetaEnding = ".meta.json";
    private const string LinesEnding = ".jsonl";

    public static bool IsTranscript(ReadOnlySpan<char> path) =>
        path.EndsWith(LinesEnding, StringComparison.Ordinal) || path.EndsWith(MetaEnding, StringComparison.Ordinal);

    public static TranscriptFile At(string path)
    {
        var isMeta = path.EndsWith(MetaEnding, StringComparison.Ordinal);
        var name = System.IO.Path.GetFileName(path);
        name = name[..Math.Max(0, name.Length - (isMeta ? MetaEnding : LinesEnding).Length)];
        var folders = (System.IO.Path.GetDirectoryName(path) ?? "").Split(System.IO.Path.DirectorySeparatorChar);
        var subagents = Array.LastIndexOf(folders, "subagents");
        if (subagents < 1)
        {
            return new TranscriptFile(path, name, "", "", isMeta);
        }

        var agentId = name.StartsWith("agent-", StringComparison.Ordinal) ? name["agent-".Length..] : name;
        var runId = folders.Length > subagents + 2 && folders[subagents + 1] == "workflows" ? folders[subagents + 2] : "";
        return new TranscriptFile(path, folders[subagents - 1], agentId, runId, isMeta);
    }
}
