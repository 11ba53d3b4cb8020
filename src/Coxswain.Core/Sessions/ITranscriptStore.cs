using Coxswain.Core.Telemetry;

namespace Coxswain.Core.Sessions;

/// <summary>Keeps what transcripts tell, and how far each file has been read.</summary>
public interface ITranscriptStore
{
    /// <summary>Raised after all cursors were dropped: the store lost what they stood for, and everything is to be read again.</summary>
    event Action? CursorsDropped;

    /// <summary>How often that happened. Cursors loaded before the last time stand for nothing; what is written with them is kept, they are not.</summary>
    int CursorDrops { get; }

    Task<IReadOnlyList<TranscriptCursor>> LoadCursorsAsync(CancellationToken cancellationToken);

    /// <summary>Commits facts and cursor together. On anything but <see cref="WriteOutcome.Durable"/> neither was written; read the same stretch again later.</summary>
    Task<WriteOutcome> WriteAsync(TranscriptBatch batch, CancellationToken cancellationToken);
}
