using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry.Drift;
using Coxswain.Storage.ClickHouse.Drift;
using Coxswain.Storage.ClickHouse.Rows;
using Coxswain.Testing.Transcripts;
using Coxswain.Tests.Core.Sessions.Reading;
using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse.Drift;

/// <summary>Lines of transcripts nobody has a place for, from the file to what doctor asks the store.</summary>
public sealed class TranscriptGapTests(SharedEngine engine)
{
    [Fact]
    public async Task Lines_of_unknown_type_and_damaged_ones_are_counted_once_by_type_and_file()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        using var folder = new TranscriptFolder();
        var (first, second) = (folder.File("projects/p/a.jsonl"), folder.File("projects/p/b.jsonl"));
        await File.WriteAllLinesAsync(first, ["""{"type":"moon-landing"}""", """{"type":"moon-landing"}""", "nonsense", "{}"], TestStore.Cancel);
        await File.WriteAllLinesAsync(second, ["""{"type":"moon-landing"}"""], TestStore.Cancel);
        var read = await ImportAsync(store, first, null, "1");
        await ImportAsync(store, second, null, "2");
        await File.AppendAllLinesAsync(first, ["""{"type":"moon-landing"}""", "more nonsense"], TestStore.Cancel);
        await ImportAsync(store, first, read.Cursor, "3");
        await store.InsertAsync(TranscriptRows.Encode(read), "again");

        var gaps = await new ClickHouseDriftStore(store.Client).ReadTranscriptGapsAsync(TestStore.Cancel);

        Assert.Equal([new TranscriptGap("moon-landing", 4, 2, second), new TranscriptGap("", 2, 1, first), new TranscriptGap("(none)", 1, 1, first)], gaps);
    }

    [Fact]
    public async Task Line_with_an_invalid_count_is_told_apart_from_one_that_is_no_json()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        using var folder = new TranscriptFolder();
        var path = folder.File("projects/p/a.jsonl");
        const string Half = """{"type":"assistant","timestamp":"2026-11-22T00:00:01Z","requestId":"r","message":{"id":"m","model":"x","usage":{"input_tokens":1.5}}}""";
        await File.WriteAllLinesAsync(path, [Half, "nonsense", Half, """{"type":"(invalid count)"}"""], TestStore.Cancel);
        await ImportAsync(store, path, null, "1");

        var gaps = await new ClickHouseDriftStore(store.Client).ReadTranscriptGapsAsync(TestStore.Cancel);

        Assert.Equal([new TranscriptGap(TranscriptGap.InvalidCount, 2, 1, path), new TranscriptGap("", 1, 1, path), new TranscriptGap("(other)", 1, 1, path)], gaps);
    }

    private static async Task<TranscriptBatch> ImportAsync(TestStore store, string path, TranscriptCursor? cursor, string token)
    {
        var batch = Assert.Single(TranscriptReading.File(path, cursor));
        await store.InsertAsync(TranscriptRows.Encode(batch), token);
        return batch;
    }
}
