using Coxswain.Core.Telemetry.Drift;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>Collects the facts of one batch; lines of one request become one fact, the larger count of each field.</summary>
internal sealed class FactList
{
    /// <summary>A hostile file must not grow the count of unknown types without bound.</summary>
    private const int LargestUnknownTypes = 100;

    private readonly List<RequestFact> _requests = [];
    private readonly Dictionary<string, int> _requestIndexes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RequestOutlineFact> _outlines = new(StringComparer.Ordinal);
    private readonly List<ToolCallFact> _toolCalls = [];
    private readonly Dictionary<string, int> _openCalls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionFact> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Session, DateTimeOffset SeenAt), SessionCostFact> _sessionCosts = [];
    private readonly Dictionary<string, int> _unknownLineTypes = new(StringComparer.Ordinal);

    public List<PromptFact> Prompts { get; } = [];

    public List<CompactionFact> Compactions { get; } = [];

    public List<ApiErrorFact> ApiErrors { get; } = [];

    public List<RequestShapeFact> Shapes { get; } = [];

    public List<SubagentFact> Subagents { get; } = [];

    public int DamagedLines { get; set; }

    public int InvalidCountLines { get; set; }

    public int Count => _requests.Count + _toolCalls.Count + Prompts.Count + Compactions.Count + ApiErrors.Count + Shapes.Count + Subagents.Count;

    public void Add(RequestFact request)
    {
        if (_requestIndexes.TryGetValue(request.RequestKey, out var index))
        {
            _requests[index] = RequestSnapshots.Merge(_requests[index], request);
            return;
        }

        _requestIndexes.Add(request.RequestKey, _requests.Count);
        _requests.Add(request);
    }

    /// <summary>Every line of an answer refers to the same <c>api-request</c> line; where they do not, the earliest counts.</summary>
    public void Add(RequestOutlineFact outline)
    {
        if (!_outlines.TryGetValue(outline.RequestKey, out var known) || outline.SentAt < known.SentAt)
        {
            _outlines[outline.RequestKey] = outline;
        }
    }

    /// <summary>A result joins the call of the same batch: the two halves would meet in the store anyway, as two rows.</summary>
    public void Add(ToolCallFact call)
    {
        if (call.CalledAt is not null)
        {
            _openCalls[call.ToolUseId] = _toolCalls.Count;
        }
        else if (_openCalls.Remove(call.ToolUseId, out var index) && ToolCallHalves.TryJoin(_toolCalls[index], call) is { } whole)
        {
            _toolCalls[index] = whole;
            return;
        }

        _toolCalls.Add(call);
    }

    /// <summary>The line belongs to this session at this time.</summary>
    public void Touch(LineContext session, DateTimeOffset time) =>
        _sessions[session.SessionId] = _sessions.TryGetValue(session.SessionId, out var known)
            ? known with { Context = session, FirstSeen = Min(known.FirstSeen, time), LastSeen = Max(known.LastSeen, time) }
            : new SessionFact(session, "", 0, time, time);

    /// <summary>The session's file repeats a line of another session's, which the newest such line names as its origin.</summary>
    public void Copied(LineContext session, string origin, DateTimeOffset time)
    {
        Touch(session, time);
        var known = _sessions[session.SessionId];
        if (known.CopiedUntil is not { } until || until <= time)
        {
            _sessions[session.SessionId] = known with { OriginSessionId = origin, CopiedUntil = time };
        }
    }

    /// <param name="session">Whose title it is when no line of this batch had a time of its own.</param>
    public void Title(string title, int rank, LineContext? session, DateTimeOffset? seen)
    {
        if (_sessions.Count == 0 && session is not null && seen is { } time)
        {
            Touch(session, time);
        }

        foreach (var (id, known) in _sessions)
        {
            _sessions[id] = known with { Title = title, TitleRank = rank };
        }
    }

    public void Add(SessionCostFact cost) => _sessionCosts[(cost.Context.SessionId, cost.SeenAt)] = cost;

    public void CountUnknown(string lineType)
    {
        var name = lineType.Length > 64 ? lineType[..64] : lineType;
        if (name == TranscriptGap.InvalidCount || (_unknownLineTypes.Count >= LargestUnknownTypes && !_unknownLineTypes.ContainsKey(name)))
        {
            name = "(other)";
        }

        _unknownLineTypes[name] = _unknownLineTypes.GetValueOrDefault(name) + 1;
    }

    public TranscriptBatch ToBatch(TranscriptCursor cursor) => new()
    {
        Cursor = cursor,
        Requests = _requests,
        ToolCalls = _toolCalls,
        Prompts = Prompts,
        Sessions = [.. _sessions.Values],
        Compactions = Compactions,
        ApiErrors = ApiErrors,
        Shapes = Shapes,
        Outlines = [.. _outlines.Values],
        SessionCosts = [.. _sessionCosts.Values],
        Subagents = Subagents,
        UnknownLineTypes = _unknownLineTypes,
        DamagedLines = DamagedLines,
        InvalidCountLines = InvalidCountLines,
    };

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
