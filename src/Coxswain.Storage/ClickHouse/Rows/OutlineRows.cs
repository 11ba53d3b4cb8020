using Coxswain.Core.Sessions;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>What transcripts tell of prompts: rows of <c>request_outlines.1</c> and <c>request_shape_parts.1</c>.</summary>
internal static class OutlineRows
{
    public static void Write(RowWriter writer, RequestOutlineFact fact)
    {
        writer.Text(fact.RequestKey);
        writer.Time(fact.SentAt);
        writer.Text(fact.ShapeHash);
        writer.Text(fact.ParametersHash);
        writer.UInt32((uint)Math.Max(0, fact.Messages));
        writer.Boolean(fact.KeptMessages is null);
        if (fact.KeptMessages is { } kept)
        {
            writer.UInt32((uint)Math.Max(0, kept));
        }

        writer.UInt32((uint)(fact.RequestedLifetime?.TotalSeconds ?? 0));
        writer.UInt64(long.MaxValue - (ulong)Math.Max(0, StorableTime.Milliseconds(fact.SentAt)));
    }

    public static void Write(RowWriter writer, RequestShapeFact fact)
    {
        writer.Text(fact.ShapeHash);
        writer.Time(fact.Time);
        writer.Text(fact.SystemHash);
        writer.Text(fact.ToolsHash);
    }
}
