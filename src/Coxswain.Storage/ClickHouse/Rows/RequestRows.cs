using Coxswain.Core.Sessions;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>Requests as rows of <c>Inserts/api_requests.3.sql</c>.</summary>
internal static class RequestRows
{
    public static void Write(RowWriter writer, RequestFact fact)
    {
        var last = fact.LastTime ?? fact.Time;
        writer.Text(fact.RequestKey);
        writer.Byte(RowSource.Transcript);
        writer.UInt32(StorableTime.Seconds(last));
        writer.Text(fact.RequestId);
        writer.Text(fact.MessageId);
        writer.TextOrNull(fact.FirstMessageId.Length > 0 ? fact.FirstMessageId : null);
        Owner(writer, fact);
        writer.UInt64(((ulong)RowSource.Side(fact.Context) << 56) + (ulong)Math.Max(0, StorableTime.Milliseconds(fact.Time)));
        writer.TimeOrNull(last);
        PackedUsage.WriteCounts(writer, fact);
        PackedUsage.WriteDetails(writer, fact);
        writer.MoneyOrNull(fact.ReportedCostUsd);
        writer.Text(fact.Model);
        writer.Text(fact.RequestedModel);
        writer.Text(fact.StopReason);
        writer.Text(fact.Speed);
        writer.Text(fact.ServiceTier);
        writer.Text(fact.InferenceGeo);
        writer.Text(fact.Effort);
        writer.Text(fact.QuerySource);
        writer.Text(fact.ShapeHash);
        writer.Byte(fact.Tries);
    }

    private static void Owner(RowWriter writer, RequestFact fact)
    {
        writer.Byte(RowSource.Side(fact.Context));
        writer.Time(fact.Time);
        writer.Text(fact.Context.SessionId);
        writer.Text(fact.Context.Project);
        writer.Text(fact.Context.Branch);
        writer.Text(fact.Context.Version);
        writer.Text(fact.Context.Entrypoint);
        writer.Text(fact.Context.AgentId);
        writer.Text(fact.PromptId);
    }
}
