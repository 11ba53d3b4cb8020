using Coxswain.Core.Sessions;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>What one stretch of a transcript told, as rows of the typed tables.</summary>
internal static class TranscriptRows
{
    /// <exception cref="ArgumentOutOfRangeException">A time that cannot be stored; the reader drops those lines before.</exception>
    public static IReadOnlyList<RowBlock> Encode(TranscriptBatch batch)
    {
        var blocks = new List<RowBlock>();
        using var writer = new RowWriter();
        Add(blocks, writer, "api_requests.1", batch.Requests, RequestRows.Write);
        return blocks;
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
