namespace Coxswain.Core.Sessions.Reading;

/// <summary>Makes the context of each line; neighbouring lines with the same one share the object.</summary>
internal sealed class LineContexts(TranscriptFile file, TranscriptState state, StringPool pool)
{
    private static readonly JsonKeys ForkKeys = new("sessionId");
    private LineContext _last = new("", "", "", "", "", "", false, false);

    /// <param name="owner">The context of the line's facts: a copied line's session is its origin's.</param>
    /// <returns>The context of the file's own session.</returns>
    public LineContext Of(in Line line, out LineContext owner)
    {
        var json = line.Bytes;
        var known = state.Context;
        var own = Shared(new LineContext(
            Or(pool.Text(json, line.SessionId), file.SessionId),
            Or(pool.Text(json, line.Cwd), known?.Project ?? ""),
            Or(pool.Text(json, line.GitBranch), known?.Branch ?? ""),
            Or(pool.Text(json, line.Version), known?.Version ?? ""),
            Or(pool.Text(json, line.Entrypoint), known?.Entrypoint ?? ""),
            Or(pool.Text(json, line.AgentId), file.AgentId),
            JsonValue.Flag(line.IsSidechain) ?? file.AgentId.Length > 0,
            false));
        if (line.Cwd.IsString)
        {
            state.Context = own;
        }

        var origin = Origin(line);
        owner = origin.Length == 0 || origin == own.SessionId ? own : own with { SessionId = origin, IsCopy = true };
        return own;
    }

    private string Origin(in Line line)
    {
        if (line.RequestSessionId.IsString)
        {
            return pool.Text(line.Bytes, line.RequestSessionId);
        }

        Span<JsonSlice> fields = stackalloc JsonSlice[1];
        line.Json.Read(line.ForkedFrom, ForkKeys, fields);
        return pool.Text(line.Bytes, fields[0]);
    }

    private LineContext Shared(LineContext context) => context == _last ? _last : _last = context;

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
