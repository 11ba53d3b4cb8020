using System.Buffers;
using System.Text;

namespace Coxswain.Core.Recovery.Requests;

/// <summary>Splices of one body. They may touch but not overlap; what stands between them is copied as it is.</summary>
internal sealed class ByteEdits
{
    private readonly List<(ByteRange Range, ReadOnlyMemory<byte> With)> _edits = [];

    public bool IsEmpty => _edits.Count == 0;

    public void Replace(ByteRange range, ReadOnlyMemory<byte> with) => _edits.Add((range, with));

    public void Replace(ByteRange range, string with) => Replace(range, Encoding.UTF8.GetBytes(with));

    public void Insert(int at, string text) => Replace(new ByteRange(at, at), text);

    /// <summary>Takes items out of a list or members out of an object, each with the one comma that goes with it.</summary>
    /// <param name="items">All of them, in order.</param>
    public void RemoveItems(IReadOnlyList<ByteRange> items, Func<int, bool> isRemoved)
    {
        var isFirst = true;
        for (var i = 0; i < items.Count; i++)
        {
            if (!isRemoved(i))
            {
                isFirst = false;
                continue;
            }

            var range = !isFirst ? new ByteRange(items[i - 1].End, items[i].End)
                : i + 1 < items.Count ? new ByteRange(items[i].Start, items[i + 1].Start)
                : items[i];
            Replace(range, ReadOnlyMemory<byte>.Empty);
        }
    }

    public ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> body)
    {
        if (IsEmpty)
        {
            return body;
        }

        var result = new ArrayBufferWriter<byte>(body.Length + 1024);
        var copied = 0;
        foreach (var (range, with) in _edits.OrderBy(edit => edit.Range.Start).ThenBy(edit => edit.Range.End))
        {
            if (range.Start < copied)
            {
                throw new InvalidOperationException("Two edits of a request overlap.");
            }

            result.Write(body.Span[copied..range.Start]);
            result.Write(with.Span);
            copied = range.End;
        }

        result.Write(body.Span[copied..]);
        return result.WrittenMemory;
    }
}
