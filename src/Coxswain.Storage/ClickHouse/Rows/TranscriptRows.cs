using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry.Drift;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>What one stretch of a transcript told, as rows of the typed tables.</summary>
internal static class TranscriptRows
{
    /// <exception cref="ArgumentOutOfRangeException">A time that cannot be stored; the reader drops those lines before.</exception>
    public static IReadOnlyList<RowBlock> Encode(TranscriptBatch batch)
    {
        var blocks = new List<RowBlock>();
        using var writer = new RowWriter();
        Add(blocks, writer, "api_requests.3", batch.Requests, RequestRows.Write);
        Add(blocks, writer, "tool_calls.1", batch.ToolCalls, ConversationRows.Write);
        Add(blocks, writer, "prompts.1", batch.Prompts, ConversationRows.Write);
        Add(blocks, writer, "sessions.2", batch.Sessions, SessionRows.Write);
        Add(blocks, writer, "compactions.1", batch.Compactions, SessionRows.Write);
        Add(blocks, writer, "api_errors.1", batch.ApiErrors, ConversationRows.Write);
        Add(blocks, writer, "request_shapes.1", batch.Shapes, ConversationRows.Write);
        Add(blocks, writer, "request_shape_parts.1", batch.Shapes, OutlineRows.Write);
        Add(blocks, writer, "request_outlines.1", batch.Outlines, OutlineRows.Write);
        Add(blocks, writer, "session_costs.1", batch.SessionCosts, SessionRows.Write);
        Add(blocks, writer, "subagents.1", batch.Subagents, SessionRows.Write);
        Add(blocks, writer, "transcript_gaps.1", Gaps(batch), (w, gap) => WriteGap(w, batch.Cursor, gap));
        return blocks;
    }

    /// <summary>Line types without a place; lines with an invalid count under a name of their own, other damaged ones under none.</summary>
    private static List<KeyValuePair<string, int>> Gaps(TranscriptBatch batch)
    {
        var gaps = batch.UnknownLineTypes.ToList();
        if (batch.InvalidCountLines > 0)
        {
            gaps.Add(new KeyValuePair<string, int>(TranscriptGap.InvalidCount, batch.InvalidCountLines));
        }

        if (batch.DamagedLines > batch.InvalidCountLines)
        {
            gaps.Add(new KeyValuePair<string, int>("", batch.DamagedLines - batch.InvalidCountLines));
        }

        return gaps;
    }

    private static void WriteGap(RowWriter writer, TranscriptCursor cursor, KeyValuePair<string, int> gap)
    {
        writer.Text(cursor.Path);
        writer.UInt64((ulong)cursor.OffsetBytes);
        writer.Text(gap.Key);
        writer.UInt32((uint)gap.Value);
    }

    private static void Add<T>(List<RowBlock> blocks, RowWriter writer, string shape, IReadOnlyList<T> facts, Action<RowWriter, T> write)
    {
        if (facts.Count == 0)
        {
            return;
        }

        writer.Clear();
        for (var i = 0; i < facts.Count; i++)
        {
            write(writer, facts[i]);
        }

        blocks.Add(writer.ToBlock(shape, facts.Count));
    }
}
