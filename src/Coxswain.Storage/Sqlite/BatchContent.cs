using Coxswain.Core.Kernel;

namespace Coxswain.Storage.Sqlite;

/// <summary>The bytes of one batch in pooled memory; damaged rows are listed apart and take no part in the insert.</summary>
internal sealed class BatchContent : IDisposable
{
    private readonly List<byte[]> _rented = [];
    private readonly List<ReadOnlyMemory<byte>> _parts = [];
    private readonly List<DamagedRow> _damaged = [];

    public IReadOnlyList<ReadOnlyMemory<byte>> Parts => _parts;

    public IReadOnlyList<DamagedRow> Damaged => _damaged;

    public int Rows { get; private set; }

    public void Add(int rows, ReadOnlySpan<byte> bytes)
    {
        _parts.Add(Rent(bytes));
        Rows += rows;
    }

    public void AddDamaged(long id, int rows, ReadOnlySpan<byte> bytes) => _damaged.Add(new DamagedRow(id, rows, Rent(bytes)));

    public void Dispose()
    {
        foreach (var buffer in _rented)
        {
            PassingBuffers.Instance.Return(buffer);
        }

        _rented.Clear();
        _parts.Clear();
    }

    private ReadOnlyMemory<byte> Rent(ReadOnlySpan<byte> bytes)
    {
        var buffer = PassingBuffers.Instance.Rent(bytes.Length);
        _rented.Add(buffer);
        bytes.CopyTo(buffer);
        return buffer.AsMemory(0, bytes.Length);
    }
}
