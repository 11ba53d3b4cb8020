namespace Coxswain.Storage.Sqlite;

/// <summary>Joins the blocks of one shape and one transaction into few state file rows. Used by the writer thread only.</summary>
internal sealed class RowCombiner(int maxBytes)
{
    private readonly Dictionary<string, Pending> _shapes = new(StringComparer.Ordinal);
    private readonly byte[] _buffer = new byte[maxBytes];

    /// <summary>Takes a block; calls <paramref name="write"/> first when it no longer fits beside the waiting ones.</summary>
    public void Add(RowBlock block, Action<string, int, ReadOnlySpan<byte>> write)
    {
        if (!_shapes.TryGetValue(block.Shape, out var pending))
        {
            _shapes[block.Shape] = pending = new Pending();
        }

        if (pending.Bytes + block.Bytes.Length > maxBytes)
        {
            Write(block.Shape, pending, write);
        }

        pending.Parts.Add(block.Bytes);
        pending.Rows += block.Rows;
        pending.Bytes += block.Bytes.Length;
    }

    public void Flush(Action<string, int, ReadOnlySpan<byte>> write)
    {
        foreach (var (shape, pending) in _shapes)
        {
            Write(shape, pending, write);
        }
    }

    public void Clear()
    {
        foreach (var pending in _shapes.Values)
        {
            pending.Clear();
        }
    }

    private void Write(string shape, Pending pending, Action<string, int, ReadOnlySpan<byte>> write)
    {
        if (pending.Parts.Count == 1)
        {
            write(shape, pending.Rows, pending.Parts[0].Span);
        }
        else if (pending.Parts.Count > 1)
        {
            var filled = 0;
            foreach (var part in pending.Parts)
            {
                part.Span.CopyTo(_buffer.AsSpan(filled));
                filled += part.Length;
            }

            write(shape, pending.Rows, _buffer.AsSpan(0, filled));
        }

        pending.Clear();
    }

    private sealed class Pending
    {
        public List<ReadOnlyMemory<byte>> Parts { get; } = [];

        public int Rows { get; set; }

        public int Bytes { get; set; }

        public void Clear()
        {
            Parts.Clear();
            Rows = 0;
            Bytes = 0;
        }
    }
}
