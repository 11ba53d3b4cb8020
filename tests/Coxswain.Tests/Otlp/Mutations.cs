using Coxswain.Otlp;
using Coxswain.Testing;
using Coxswain.Tests.Otlp.Encoders;
using CsCheck;

namespace Coxswain.Tests.Otlp;

/// <summary>Real and generated bodies of all signals in both encodings, and ways to damage them.</summary>
internal static class Mutations
{
    internal static List<(OtlpSignal Signal, OtlpEncoding Encoding, byte[] Body)> Seeds()
    {
        List<(OtlpSignal, OtlpEncoding, byte[])> seeds =
        [
            (OtlpSignal.Logs, OtlpEncoding.Protobuf, Capture("tools-protobuf/0007-v1-logs.pb")[..6_000]),
            (OtlpSignal.Metrics, OtlpEncoding.Protobuf, Capture("tools-protobuf/0008-v1-metrics.pb")),
            (OtlpSignal.Metrics, OtlpEncoding.Json, Capture("tools-json/0008-v1-metrics.json")),
        ];
        for (uint seed = 0; seed < 12; seed++)
        {
            var logs = Generate(Batches.Logs, seed).Logs;
            var spans = Generate(Batches.Spans, seed).Spans;
            var metrics = Generate(Batches.Metrics, seed).Metrics;
            var value = Generate(Batches.Value, seed);
            seeds.Add((OtlpSignal.Logs, OtlpEncoding.Protobuf, RecordProtobuf.Logs(logs)));
            seeds.Add((OtlpSignal.Logs, OtlpEncoding.Json, RecordJson.Logs(logs)));
            seeds.Add((OtlpSignal.Traces, OtlpEncoding.Protobuf, RecordProtobuf.Spans(spans)));
            seeds.Add((OtlpSignal.Traces, OtlpEncoding.Json, RecordJson.Spans(spans)));
            seeds.Add((OtlpSignal.Metrics, OtlpEncoding.Protobuf, RecordProtobuf.Metrics(metrics)));
            seeds.Add((OtlpSignal.Metrics, OtlpEncoding.Json, RecordJson.Metrics(metrics)));
            seeds.Add((OtlpSignal.Logs, OtlpEncoding.Protobuf, RecordProtobuf.LogWith(value)));
            seeds.Add((OtlpSignal.Logs, OtlpEncoding.Json, RecordJson.LogWith(value)));
        }

        return seeds;
    }

    // Fixed seeds, so that a failure repeats.
    private static T Generate<T>(Gen<T> gen, uint seed) => gen.Generate(new PCG(seed, 20261123), null, out _);

    private static byte[] Capture(string path) => File.ReadAllBytes(Path.Combine(Captures.Folder, path));

    /// <summary>One to four changes: bits, bytes, pieces left out, doubled, cut off or taken from another body.</summary>
    internal static byte[] Mutate(byte[] body, List<(OtlpSignal, OtlpEncoding, byte[] Body)> seeds, Random random)
    {
        var bytes = body.ToList();
        for (var change = random.Next(1, 5); change > 0; change--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    var other = seeds[random.Next(seeds.Count)].Body;
                    var from = random.Next(other.Length);
                    bytes.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(1, 200), other.Length - from)).ToArray());
                    break;
            }
        }

        return [.. bytes];
    }
}
