namespace Coxswain.Core.Monitoring.Productivity;

/// <summary>One of the client's counters.</summary>
/// <param name="Metric">As OpenTelemetry names it, without <c>claude_code.</c>: <c>lines_of_code.count</c>, <c>commit.count</c>, …</param>
/// <param name="Kind">Of lines <c>added</c> or <c>removed</c>, of time <c>user</c> or <c>cli</c>, of edits <c>accept</c> or <c>reject</c>; else empty.</param>
/// <param name="Amount">Lines, commits, seconds.</param>
/// <param name="Sessions">How many sessions told of it.</param>
public sealed record CountedWork(string Metric, string Kind, double Amount, long Sessions);
