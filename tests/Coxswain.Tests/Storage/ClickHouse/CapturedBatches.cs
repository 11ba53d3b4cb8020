using Coxswain.Core.Sessions.Reading;
using Coxswain.Otlp;
using Coxswain.Storage;
using Coxswain.Storage.ClickHouse.Rows;
using Coxswain.Testing;
using Coxswain.Tests.Core.Sessions.Reading;

namespace Coxswain.Tests.Storage.ClickHouse;

/// <summary>What the real client sent and wrote, decoded and encoded as the product does it.</summary>
internal static class CapturedBatches
{
    private static readonly DateTimeOffset Received = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public static IEnumerable<(string Name, IReadOnlyList<RowBlock> Blocks)> Telemetry(string contains = "")
    {
        foreach (var signal in new[] { OtlpSignal.Logs, OtlpSignal.Metrics })
        {
            foreach (var extension in new[] { "json", "pb" })
            {
                foreach (var path in Captures.Bodies(signal == OtlpSignal.Logs ? "logs" : "metrics", extension).Where(p => p.Contains(contains, StringComparison.Ordinal)))
                {
                    var encoding = extension == "json" ? OtlpEncoding.Json : OtlpEncoding.Protobuf;
                    var decoded = OtlpDecoder.Decode(signal, encoding, File.ReadAllBytes(path), new OtlpOptions(), Received);
                    yield return (path, TelemetryRows.Encode(decoded.Batch));
                }
            }
        }
    }

    public static IEnumerable<(string Name, IReadOnlyList<RowBlock> Blocks)> Transcripts(string contains = "")
    {
        foreach (var path in Captures.Transcripts().Where(p => p.Contains(contains, StringComparison.Ordinal)))
        {
            foreach (var batch in TranscriptReading.File(path))
            {
                yield return (path, TranscriptRows.Encode(batch));
            }

            var metaPath = path[..^".jsonl".Length] + ".meta.json";
            if (File.Exists(metaPath) && TranscriptReading.Meta(TranscriptFile.At(metaPath)) is { } meta)
            {
                yield return (metaPath, TranscriptRows.Encode(meta));
            }
        }
    }

    /// <summary>Stores everything of a capture; the same again adds nothing.</summary>
    public static async Task FillAsync(TestStore store, string contains)
    {
        foreach (var (name, blocks) in Telemetry(contains).Concat(Transcripts(contains)))
        {
            await store.InsertAsync(blocks, $"{Path.GetFileName(name)}{name.Length}{contains}");
        }
    }
}
