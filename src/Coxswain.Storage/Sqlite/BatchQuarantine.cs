using Coxswain.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.Sqlite;

/// <summary>Takes rows out of the outbox that will never reach the store; their bytes are in a file first.</summary>
internal sealed partial class BatchQuarantine(StateWriter writer, QuarantineFolder folder, TimeProvider clock, ILogger<BatchQuarantine> logger)
{
    public async Task RejectAsync(SealedBatch batch, BatchContent content, StoreRejectedException refusal)
    {
        var path = folder.WriteFile($"rejected-{batch.Shape}", ".rowbinary", content.Parts);
        var entry = new QuarantinedRows(clock.GetUtcNow(), QuarantineKind.Rejected, batch.Shape, content.Rows, refusal.Message, path);
        await writer.CallAsync(transaction => OutboxBatches.SetAside(transaction, batch, entry)).ConfigureAwait(false);
        Log.Rejected(logger, content.Rows, batch.Shape, path, refusal);
    }

    public async Task SetAsideAsync(SealedBatch batch, DamagedRow row)
    {
        var path = folder.WriteFile($"damaged-{batch.Shape}", ".rowbinary", [row.Bytes]);
        var entry = new QuarantinedRows(
            clock.GetUtcNow(), QuarantineKind.DamagedRows, batch.Shape, row.Rows, "The bytes do not match their checksum.", path);
        var single = new SealedBatch(0, batch.Shape, row.Id, row.Id, "");
        await writer.CallAsync(transaction => OutboxBatches.SetAside(transaction, single, entry)).ConfigureAwait(false);
        Log.Damaged(logger, row.Rows, batch.Shape, path);
    }

    private static partial class Log
    {
        [LoggerMessage(2122, LogLevel.Error, "The store refused {Rows} rows of {Shape}; they are in {Path}.")]
        public static partial void Rejected(ILogger logger, int rows, string shape, string path, Exception refusal);

        [LoggerMessage(2123, LogLevel.Error, "{Rows} waiting rows of {Shape} were damaged on disk; their bytes are in {Path}.")]
        public static partial void Damaged(ILogger logger, int rows, string shape, string path);
    }
}
