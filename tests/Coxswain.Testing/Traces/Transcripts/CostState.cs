namespace Coxswain.Testing.Traces.Transcripts;

/// <summary>The client's own sum at the end of a transcript, filed under the asked models.</summary>
internal static class CostState
{
    public static string Render(TraceSession session) => JsonLine.Write(json =>
    {
        json.WriteString("type", "cost-state");
        json.WriteString("sessionId", session.SessionId);
        json.WriteNumber("totalCostUSD", (double)session.ReportedCostUsd);
        json.WriteNumber("totalAPIDuration", (long)session.Requests.Sum(request => request.Duration.TotalMilliseconds));
        json.WriteNumber("totalAPIDurationWithoutRetries", (long)session.Requests.Sum(request => request.Duration.TotalMilliseconds));
        json.WriteNumber("totalToolDuration", (long)session.Tools.Sum(tool => tool.Duration.TotalMilliseconds));
        json.WriteNumber("totalLinesAdded", session.Tools.Sum(tool => tool.LinesAdded));
        json.WriteNumber("totalLinesRemoved", session.Tools.Sum(tool => tool.LinesRemoved));
        json.WriteNumber("totalDuration", (long)session.Length.TotalMilliseconds);
        json.WriteNumber("startTime", session.Start.ToUnixTimeMilliseconds());
        json.Object("modelUsage", models =>
        {
            foreach (var group in session.Requests.GroupBy(request => request.RequestedModel))
            {
                var usage = group.Aggregate(default(TraceUsage), (sum, request) => sum + request.Usage);
                models.Object(group.Key, model =>
                {
                    model.WriteNumber("inputTokens", usage.Input);
                    model.WriteNumber("outputTokens", usage.Output);
                    model.WriteNumber("thinkingTokens", usage.Thinking);
                    model.WriteNumber("cacheReadInputTokens", usage.CacheRead);
                    model.WriteNumber("cacheCreationInputTokens", usage.CacheWrite);
                    model.WriteNumber("cacheCreationEphemeral5mInputTokens", usage.CacheWrite5m);
                    model.WriteNumber("cacheCreationEphemeral1hInputTokens", usage.CacheWrite1h);
                    model.WriteNumber("webSearchRequests", usage.WebSearches);
                    model.WriteNumber("costUSD", (double)group.Sum(request => request.ReportedCostUsd));
                });
            }
        });
        json.WriteBoolean("hasUnknownModelCost", false);
    });
}
