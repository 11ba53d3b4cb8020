using System.Collections.Concurrent;

namespace Coxswain.Core.Sessions.Importing;

/// <summary>The durable cursors, in memory.</summary>
internal sealed class TranscriptCursors(ITranscriptStore store)
{
    private readonly ConcurrentDictionary<string, TranscriptCursor> _byPath = new(StringComparer.Ordinal);
    private int? _loadedDrops;

    /// <summary>Reads them from the store the first time, and again when they were dropped. Called by one pass at a time.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var drops = store.CursorDrops;
        if (_loadedDrops == drops)
        {
            return;
        }

        var cursors = await store.LoadCursorsAsync(cancellationToken).ConfigureAwait(false);
        _byPath.Clear();
        foreach (var cursor in cursors)
        {
            _byPath[cursor.Path] = cursor;
        }

        _loadedDrops = drops;
    }

    /// <summary>Files read before, of those loaded so far.</summary>
    public IEnumerable<string> Paths => _byPath.Keys;

    /// <summary>Files read before that are to be read again.</summary>
    public IEnumerable<string> Forgotten => _byPath.Values.Where(static cursor => cursor.OffsetBytes == 0).Select(static cursor => cursor.Path);

    public TranscriptCursor? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>From memory only: the store keeps it.</summary>
    public void Remove(string path) => _byPath.TryRemove(path, out _);

    public void Set(TranscriptCursor cursor) => _byPath[cursor.Path] = cursor;
}
