namespace Coxswain.Testing.Traces.Transcripts;

/// <summary>A trace as the files the client would have left under its configuration folder.</summary>
public static class TranscriptRendering
{
    public static IEnumerable<TranscriptFile> Render(Trace trace) => trace.Sessions.SelectMany(session => Render(session, trace.Options));

    public static IEnumerable<TranscriptFile> Render(TraceSession session, TraceOptions options)
    {
        var folder = "projects/" + Slug(session.Project.Folder) + "/";
        yield return new TranscriptFile(folder + session.SessionId + ".jsonl", new ConversationWriter(session, options, agent: null).Write());
        foreach (var agent in session.Tools.Select(tool => tool.Started).OfType<TraceAgent>())
        {
            var stem = folder + session.SessionId + "/subagents/agent-" + agent.AgentId;
            yield return new TranscriptFile(stem + ".jsonl", new ConversationWriter(session, options, agent).Write());
            yield return new TranscriptFile(stem + ".meta.json", [AgentMeta.Render(agent)]);
        }
    }

    /// <summary>Writes every file of <paramref name="trace"/> below <paramref name="configFolder"/>.</summary>
    public static void WriteTo(Trace trace, string configFolder)
    {
        foreach (var file in Render(trace))
        {
            var path = Path.Combine(configFolder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Content);
        }
    }

    /// <summary>The client's folder name for a working directory.</summary>
    public static string Slug(string folder) => string.Concat(folder.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
