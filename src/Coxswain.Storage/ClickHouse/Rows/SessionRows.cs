using Coxswain.Core.Sessions;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>What transcripts tell of whole sessions: rows of <c>sessions.2</c>, <c>session_costs.1</c>, <c>compactions.1</c> and <c>subagents.1</c>.</summary>
internal static class SessionRows
{
    public static void Write(RowWriter writer, SessionFact fact)
    {
        writer.Text(fact.Context.SessionId);
        writer.Byte(RowSource.Transcript);
        writer.Time(fact.FirstSeen);
        writer.Time(fact.LastSeen);
        writer.Time(fact.LastSeen);
        writer.Text(fact.Context.Version);
        writer.Text(fact.Context.Entrypoint);
        writer.Byte((byte)Math.Clamp(fact.TitleRank, 0, byte.MaxValue));
        writer.Time(fact.LastSeen);
        writer.Text(fact.Title);
        writer.Byte(RowSource.Side(fact.Context));
        writer.Time(fact.FirstSeen);
        writer.Text(fact.Context.Project);
        writer.Text(fact.Context.Branch);
        writer.Time(fact.CopiedUntil ?? DateTimeOffset.UnixEpoch);
        writer.Text(fact.OriginSessionId);
    }

    public static void Write(RowWriter writer, SessionCostFact fact)
    {
        writer.Text(fact.Context.SessionId);
        writer.Time(fact.SeenAt);
        writer.MoneyOrNull(fact.TotalCostUsd);
        writer.Boolean(fact.HasUnknownModelCost);
        writer.Count(fact.CostUsdByModel.Count);
        foreach (var (model, cost) in fact.CostUsdByModel.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            writer.Text(model);
            writer.MoneyOrNull(cost);
        }

        writer.Text(fact.Context.Project);
        writer.Text(fact.Context.Branch);
        writer.Text(fact.Context.Version);
    }

    public static void Write(RowWriter writer, CompactionFact fact)
    {
        // As the view over the events makes its key, so that both meet.
        writer.Text(fact.PreTokens > 0 ? $"{fact.Context.SessionId}:{fact.Trigger}:{fact.PreTokens}" : "line:" + fact.Uuid);
        writer.Byte(RowSource.Transcript);
        writer.UInt32(StorableTime.Seconds(fact.Time));
        writer.Owner(fact.Context, fact.Time, promptId: "");
        writer.Text(fact.Trigger);
        writer.Tokens(fact.PreTokens);
        writer.Tokens(fact.PostTokens);
        writer.Tokens(fact.DurationMs);
    }

    public static void Write(RowWriter writer, SubagentFact fact)
    {
        writer.Text(fact.Context.SessionId + ":" + fact.Context.AgentId);
        writer.Byte(RowSource.Transcript);
        writer.Byte(RowSource.Side(fact.Context));
        writer.Time(DateTimeOffset.UnixEpoch);
        writer.Text(fact.Context.SessionId);
        writer.Text(fact.Context.Project);
        writer.Text(fact.Context.Branch);
        writer.Text(fact.Context.Version);
        writer.Text(fact.Context.AgentId);
        writer.Text(fact.AgentType);
        writer.Text(fact.Description);
        writer.Text(fact.ToolUseId);
        writer.Tokens(fact.SpawnDepth);
        writer.Text(fact.Model);
        writer.Text(fact.WorkflowRunId);
    }
}
