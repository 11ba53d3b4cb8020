using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;

namespace Coxswain.Storage.Sqlite;

/// <summary>Transcript facts take the same way as telemetry; a file's cursor is committed with the facts it stands for.</summary>
internal sealed class OutboxTranscriptStore(
    StateWriter writer, OutboxReader reader, Func<TranscriptBatch, IReadOnlyList<RowBlock>> encode) : ITranscriptStore
{
    public Task<IReadOnlyList<TranscriptCursor>> LoadCursorsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(reader.ReadCursors());
    }

    public Task<WriteOutcome> WriteAsync(TranscriptBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return writer.AppendAsync(new RowAppend(encode(batch), contentHash: null, batch.Cursor));
    }
}
