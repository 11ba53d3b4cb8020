namespace Coxswain.Testing.Traces;

/// <summary>One session as it happened: what every rendering of it must agree with.</summary>
public sealed record TraceSession
{
    public required string SessionId { get; init; }

    public required string UserId { get; init; }

    public required TraceProject Project { get; init; }

    public required string Branch { get; init; }

    public required string Title { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    /// <summary>In the order of <see cref="TraceStep.At"/>.</summary>
    public required IReadOnlyList<TraceStep> Steps { get; init; }

    public TimeSpan Length => End - Start;

    public IEnumerable<TraceRequest> Requests => Steps.OfType<TraceRequest>();

    public IEnumerable<TraceToolCall> Tools => Steps.OfType<TraceToolCall>();

    public IEnumerable<TraceFailure> Failures => Steps.OfType<TraceFailure>();

    public decimal CostUsd => Requests.Sum(request => request.CostUsd);

    /// <summary>The client's own <c>total_cost_usd</c>.</summary>
    public decimal ReportedCostUsd => Requests.Sum(request => request.ReportedCostUsd);

    /// <summary>What transcripts alone can tell: without titles, summaries and the first tries of cut streams.</summary>
    public decimal TranscriptCostUsd => Requests.Where(request => request.IsInTranscript).Sum(request => TracePrices.Cost(request.Model, request.Usage));

    public TraceUsage Usage => Requests.Aggregate(default(TraceUsage), (sum, request) => sum + request.Usage);
}
