namespace Coxswain.Testing.Traces;

/// <summary>A generated history and its true totals.</summary>
public sealed record Trace(TraceOptions Options, IReadOnlyList<TraceSession> Sessions)
{
    public IEnumerable<TraceRequest> Requests => Sessions.SelectMany(session => session.Requests);

    public int Errors => Sessions.Sum(session => session.Failures.Count());

    public decimal CostUsd => Sessions.Sum(session => session.CostUsd);

    public decimal AverageSessionCostUsd => CostUsd / Sessions.Count;

    public double HaikuShare => (double)Requests.Count(request => request.Model.Contains("haiku", StringComparison.Ordinal)) / Requests.Count();

    public TimeSpan AverageSessionLength => TimeSpan.FromTicks((long)Sessions.Average(session => session.Length.Ticks));
}
