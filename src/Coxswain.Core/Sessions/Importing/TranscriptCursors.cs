using System.Collections.Concurrent;

namespace Coxswain.Core.Sessions.Importing;

/// <summary>The durable cursors, in memory.</summary>
internal sealed class TranscriptCursors(ITranscriptStore store)
{
    private readonly ConcurrentDictionary<string, TranscriptCursor> _byPath = new(StringComparer.Ordinal);
    private bool _isLoaded;

    /// <summary>Reads them from the store the first time. Called by one pass at a time.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_isLoaded)
        {
            return;
        }

        foreach (var cursor in await store.LoadCursorsAsync(cancellationToken).ConfigureAwait(false))
        {
            _byPath[cursor.Path] = cursor;
        }

        _isLoaded = true;
    }

    public TranscriptCursor? Find(string path) => _byPath.GetValueOrDefault(path);

    public void Set(TranscriptCursor cursor) => _byPath[cursor.Path] = cursor;
}
