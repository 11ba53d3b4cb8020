using System.Text;
using Coxswain.Storage;

namespace Coxswain.Tests.Storage.Sqlite;

/// <summary>A store that keeps rows as lines and honours tokens as ClickHouse does; can be told to be away, to refuse, or to die after taking rows.</summary>
internal sealed class RecordingStore : IRowStore
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
    private readonly List<(string Shape, string Row)> _rows = [];
    private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _metAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Called before an insert takes effect; may throw.</summary>
    public Action<string, string>? Before { get; set; }

    /// <summary>Called after an insert took effect; may throw, as when the answer is lost.</summary>
    public Action<string, string>? After { get; set; }

    /// <summary>Completes with the first insert offered.</summary>
    public Task FirstCall => _met.Task.WaitAsync(OutboxBed.Patience);

    /// <summary>Completes when a second insert, or the first one again, was offered.</summary>
    public Task SecondCall => _metAgain.Task.WaitAsync(OutboxBed.Patience);

    public int Inserts { get; private set; }

    public IReadOnlyList<string> Rows(string shape)
    {
        lock (_gate)
        {
            return [.. _rows.Where(row => row.Shape == shape).Select(static row => row.Row)];
        }
    }

    public Task InsertAsync(
        string shape, int rows, IReadOnlyList<ReadOnlyMemory<byte>> parts, string deduplicationToken, CancellationToken cancellationToken)
    {
        if (!_met.TrySetResult())
        {
            _metAgain.TrySetResult();
        }

        var text = string.Concat(parts.Select(static part => Encoding.UTF8.GetString(part.Span)));
        Before?.Invoke(shape, text);
        lock (_gate)
        {
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(rows, lines.Length);
            if (_tokens.Add(deduplicationToken))
            {
                Inserts++;
                _rows.AddRange(lines.Select(line => (shape, line)));
            }
        }

        After?.Invoke(shape, text);
        return Task.CompletedTask;
    }
}
