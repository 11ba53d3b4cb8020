using Coxswain.Core.Telemetry;

namespace Coxswain.Core.Sessions;

/// <summary>Keeps what transcripts tell, and how far each file has been read.</summary>
public interface ITranscriptStore
{
    Task<IReadOnlyList<TranscriptCursor>> LoadCursorsAsync(CancellationToken cancellationToken);

    /// <summary>Commits facts and cursor together. On anything but <see cref="WriteOutcome.Durable"/> neither was written; read the same stretch again later.</summary>
    Task<WriteOutcome> WriteAsync(TranscriptBatch batch, CancellationToken cancellationToken);
}
