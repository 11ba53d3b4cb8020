using System.Collections.Concurrent;
using System.Text.Json;
using Coxswain.Testing.Traces;

namespace Coxswain.Tests.Server.Figures;

/// <summary>
/// Fifty sessions of ten times the usual length, with failures of several classes, requests answered by a later try of the client's and slow calls, some of them of the
/// week before the server's time: 9 November 2026, noon UTC.
/// </summary>
public sealed class EventfulHistory : GeneratedHistory
{
    private const int Slower = 10;

    /// <summary>The server's time.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 9, 12, 0, 0, TimeSpan.Zero);

    private static readonly (int Status, string Type, string Message, int Attempts)[] Kinds =
    [
        (529, "overloaded_error", "Overloaded", 11),
        (500, "api_error", "Internal server error", 11),
        (429, "rate_limit_error", "This request would exceed your rate limit.", 4),
        (504, "timeout_error", "The request took too long.", 3),
        (529, "overloaded_error", "Overloaded", 6),
        (400, "invalid_request_error", "messages: at least one message is required", 1),
    ];

    private readonly ConcurrentDictionary<string, JsonElement> _insights = new(StringComparer.Ordinal);

    public EventfulHistory()
        : base(Generate(), new MovedClock(Now))
    {
    }

    /// <summary>What users said of sessions, by their places: at the server's time.</summary>
    public IReadOnlyDictionary<int, int> Ratings { get; } = new Dictionary<int, int> { [1] = 5, [12] = 4, [25] = 2, [34] = 5, [49] = 3 };

    /// <summary>Each session's, asked for once by all tests.</summary>
    public async Task<IReadOnlyList<(TraceSession Session, JsonElement Told)>> InsightsAsync()
    {
        await Parallel.ForEachAsync(
            Trace.Sessions.Where(session => !_insights.ContainsKey(session.SessionId)), new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (session, _) => _insights[session.SessionId] = await AskAsync<JsonElement>($"/api/sessions/{session.SessionId}/insights"));
        return [.. Trace.Sessions.Select(session => (session, _insights[session.SessionId]))];
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var (place, score) in Ratings)
        {
            await PostAsync("/api/ratings", new { session = Trace.Sessions[place].SessionId, score });
        }

        await FlushAsync();
    }

    private static Trace Generate()
    {
        var calm = TraceGenerator.Generate(new TraceOptions
        {
            Seed = 20261128, Sessions = 50, Requests = 2200, Errors = 14, ToolFailureChance = 0.12, AverageSessionCostUsd = null, Start = new DateTimeOffset(2026, 10, 8, 8, 30, 0, TimeSpan.Zero),
        });
        var failures = calm.Sessions.SelectMany(static session => session.Failures).Select(static failure => failure.RequestId).ToList();
        return calm with { Sessions = [.. calm.Sessions.Select((session, place) => Slow(session, TimeSpan.FromDays(place < 40 ? 0 : 5), failures))] };
    }

    private static TraceSession Slow(TraceSession session, TimeSpan later, List<string> failures)
    {
        var start = session.Start + later;
        var retried = session.Requests.Where(request => IsRetriable(session, request)).Where(static (_, place) => place % 12 == 5).Select(static request => request.RequestId).ToHashSet(StringComparer.Ordinal);
        return session with { Start = start, End = start + (session.Length * Slower), Steps = [.. session.Steps.Select(step => Slow(step) with { At = start + ((step.At - session.Start) * Slower) }).Select(Changed)] };

        TraceStep Changed(TraceStep step) => step switch
        {
            TraceFailure failure => Of(failure, failures.IndexOf(failure.RequestId)),
            TraceRequest request when retried.Contains(request.RequestId) => request with { Before = Tries(request) },
            _ => step,
        };
    }

    private static TraceStep Slow(TraceStep step) => step switch
    {
        TraceRequest request => request with { Duration = request.Duration * Slower, FirstToken = IsLate(request) ? request.Duration * (Slower - 1) : request.FirstToken * (Slower / 2) },
        TraceToolCall tool => tool with { Duration = tool.Duration * Slower },
        TraceFailure failure => failure with { LastAttempt = failure.LastAttempt * Slower, Retrying = failure.Retrying * Slower },
        TraceCompaction compaction => compaction with { Duration = compaction.Duration * Slower },
        TraceSubagentEnd end => end with { Duration = end.Duration * Slower },
        _ => step,
    };

    private static TraceFailure Of(TraceFailure failure, int place)
    {
        var (status, type, message, attempts) = Kinds[place % Kinds.Length];
        return failure with { StatusCode = status, ErrorType = type, Message = message, Attempts = attempts, LastAttempt = status == 504 ? TimeSpan.FromSeconds(place < Kinds.Length ? 60 : 200) : failure.LastAttempt };
    }

    /// <summary>Few begin only shortly before their end.</summary>
    private static bool IsLate(TraceRequest request) => request.RequestId[^3] % 8 == 0 && request.RequestId[^4] % 8 == 0;

    /// <summary>Not beside the title of the session, which may be answered at any moment.</summary>
    private static bool IsRetriable(TraceSession session, TraceRequest request)
        => request is { Agent: null, IsInTranscript: true } && request.Duration > TimeSpan.FromSeconds(1) && request.PromptId != session.Steps[0].PromptId;

    private static TraceFailure Tries(TraceRequest request)
    {
        var (status, type, message, _) = Kinds[request.RequestId[^1] % 3];
        return new TraceFailure
        {
            At = request.At.AddMilliseconds(-200), PromptId = request.PromptId, RequestId = request.RequestId, Model = request.RequestedModel, QuerySource = request.QuerySource, Effort = request.Effort,
            StatusCode = status, ErrorType = type, Message = message, Attempts = 1 + (request.RequestId[^2] % 3), LastAttempt = TimeSpan.FromMilliseconds(20), Retrying = TimeSpan.FromMilliseconds(150), MessageUuid = request.MessageUuid,
        };
    }
}
