using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Storage.ClickHouse.Sessions;
using Coxswain.Testing.Transcripts;
using Coxswain.Tests.Storage.ClickHouse.Usage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Storage.ClickHouse.Sessions;

/// <summary>Captured transcripts, imported into the emptied store.</summary>
internal static class CapturedSessions
{
    /// <param name="isReversed">The files' facts are written the last first.</param>
    /// <param name="only">Part of a file's path; others are left out.</param>
    public static async Task<ClickHouseSessionStore> ImportAsync(UsageStoreBed bed, string capture, bool isReversed = false, string only = "")
    {
        var room = await bed.OpenAsync();
        var read = new MemoryTranscriptStore();
        using var importer = new TranscriptImporter(read, new TranscriptOptions(), TimeProvider.System, NullLogger<TranscriptImporter>.Instance);
        await importer.ImportAsync([CapturedTranscripts.Folder(capture)], null, TestContext.Current.CancellationToken);
        foreach (var batch in isReversed ? read.Batches.Reverse() : read.Batches)
        {
            if (batch.Cursor.Path.Contains(only, StringComparison.Ordinal))
            {
                await room.WriteAsync(batch);
            }
        }

        return new ClickHouseSessionStore(room.Client);
    }
}
