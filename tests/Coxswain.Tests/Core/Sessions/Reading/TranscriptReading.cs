using System.Text;
using System.Text.Json;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Tests.Core.Sessions.Reading;

/// <summary>Reads lines and files as the importer does, and writes facts as text that can be compared.</summary>
internal static class TranscriptReading
{
    public const string Path = "/projects/-home-dev-shop/11111111-2222-3333-4444-555555555555.jsonl";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static TranscriptBatch Lines(params IEnumerable<string> lines) => Bytes(lines.Select(Encoding.UTF8.GetBytes));

    public static TranscriptBatch Bytes(IEnumerable<byte[]> lines, bool keepPromptText = false, string path = Path)
    {
        var state = new TranscriptState();
        var reader = new TranscriptLineReader(TranscriptFile.At(path), state, keepPromptText);
        var facts = new FactList();
        foreach (var line in lines)
        {
            reader.Read(line, facts);
        }

        facts.Title(state.Title, state.TitleRank, state.Context, state.LastTime);
        return facts.ToBatch(new TranscriptCursor(path, 0, 0, ""));
    }

    public static IReadOnlyList<TranscriptBatch> File(string path, TranscriptCursor? cursor = null)
    {
        using var handle = System.IO.File.OpenHandle(path);
        using var reader = TranscriptFileReader.Open(TranscriptFile.At(path), handle, cursor, keepPromptText: false);
        var batches = new List<TranscriptBatch>();
        while (reader.Next() is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }

    public static TranscriptBatch? Meta(TranscriptFile file, TranscriptCursor? cursor = null)
    {
        using var handle = System.IO.File.OpenHandle(file.Path);
        return TranscriptFileReader.ReadMeta(file, handle, cursor);
    }

    /// <summary>All facts, without the cursor.</summary>
    public static string Text(TranscriptBatch batch) => JsonSerializer.Serialize(batch with { Cursor = new TranscriptCursor("", 0, 0, "") }, Indented);
}
