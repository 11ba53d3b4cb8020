using Coxswain.Core.Sessions;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>What transcripts tell of single steps: rows of <c>prompts.1</c>, <c>tool_calls.1</c>, <c>api_errors.1</c> and <c>request_shapes.1</c>.</summary>
internal static class ConversationRows
{
    public static void Write(RowWriter writer, PromptFact fact)
    {
        writer.Text(fact.MessageUuid.Length > 0 ? fact.MessageUuid : fact.PromptId);
        writer.Byte(RowSource.Transcript);
        writer.UInt32(StorableTime.Seconds(fact.Time));
        writer.Text(fact.MessageUuid);
        writer.Owner(fact.Context, fact.Time, fact.PromptId);
        writer.Tokens(fact.LengthChars);
        writer.TextOrNull(fact.Text);
        writer.Text(fact.Command);
        writer.Text(fact.PermissionMode);
        writer.Text(fact.Source);
    }

    public static void Write(RowWriter writer, ToolCallFact fact)
    {
        var (first, last) = fact.CalledAt > fact.FinishedAt ? (fact.FinishedAt, fact.CalledAt) : (fact.CalledAt ?? fact.FinishedAt, fact.FinishedAt ?? fact.CalledAt);
        writer.Text(fact.ToolUseId);
        writer.Byte(RowSource.Transcript);
        writer.UInt32(last is { } newest ? StorableTime.Seconds(newest) : 0);
        if (first is { } seen)
        {
            writer.Owner(fact.Context, seen, fact.PromptId);
        }
        else
        {
            writer.NoOwner();
        }

        writer.Text(fact.ToolName);
        writer.Text(fact.RequestKey);
        writer.TimeOrNull(fact.CalledAt);
        writer.TimeOrNull(fact.FinishedAt);
        writer.FlagOrNull(fact.Success);
        writer.Tokens(fact.InputBytes);
        writer.Tokens(fact.ResultBytes);
        writer.Text(fact.Target);
        writer.Text(fact.Decision);
        writer.Text(fact.DecisionSource);
    }

    public static void Write(RowWriter writer, ApiErrorFact fact)
    {
        // The final failure of a request meets the event of the same request; each earlier try stands for itself.
        writer.Text(fact.IsFinal && fact.RequestId.Length > 0 ? fact.RequestId : "line:" + fact.Uuid);
        writer.Byte(RowSource.Transcript);
        writer.UInt32(StorableTime.Seconds(fact.Time));
        writer.Text(fact.RequestId);
        writer.Owner(fact.Context, fact.Time, fact.PromptId);
        writer.Text(fact.ErrorType);
        writer.Tokens(fact.StatusCode);
        writer.FlagOrNull(fact.IsFinal);
        writer.Tokens(fact.Attempt);
        writer.Tokens(fact.RetryInMs);
    }

    public static void Write(RowWriter writer, RequestShapeFact fact)
    {
        writer.Text(fact.ShapeHash);
        writer.Time(fact.Time);
        writer.Text(fact.Context.SessionId);
        writer.Text(fact.Context.Version);
        writer.UInt32((uint)Math.Max(0, fact.SystemBlocks));
        writer.UInt64((ulong)Math.Max(0, fact.SystemBytes));
        writer.Column(fact.Tools, static (w, tool) => w.Text(tool));
        writer.UInt64((ulong)Math.Max(0, fact.ToolsBytes));
    }
}
