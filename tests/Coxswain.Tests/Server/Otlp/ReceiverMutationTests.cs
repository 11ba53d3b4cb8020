using System.IO.Compression;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Arriving;
using Coxswain.Otlp;
using Coxswain.Server.Hosting;
using Coxswain.Server.Otlp;
using Coxswain.Tests.Otlp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Server.Otlp;

/// <summary>Damaged bodies through everything a body goes through: inflating, the limits, decoding. A third plain, a third packed after the damage, a third before.</summary>
public sealed class ReceiverMutationTests
{
    [Fact]
    public async Task Damaged_bodies_are_taken_or_refused_for_good_and_leave_nothing_in_flight()
    {
        var seeds = Mutations.Seeds();
        var packed = seeds.ConvertAll(static seed => (seed.Signal, seed.Encoding, Body: Pack(seed.Body)));
        var random = new Random(20261124);
        var options = new OtlpOptions();
        var inFlight = new BytesInFlight(options);
        var receiver = new ExportReceiver(new ExportReading(options, TimeProvider.System), inFlight, new CountingWriter(), new DataAdmission(IsMadeUp: false, IsOpen: true), new RecentArrivals(TimeProvider.System), NullLogger<ExportReceiver>.Instance);
        var gzip = Compression.Find("gzip")!;
        var (taken, refused) = (0, 0);
        for (var run = 0; run < Runs.Of(10_000, 1_000_000); run++)
        {
            var kind = run % 3;
            var from = kind == 2 ? packed : seeds;
            var (signal, encoding, body) = from[random.Next(from.Count)];
            var mutated = Mutations.Mutate(body, from, random);
            using var stream = new MemoryStream(kind == 1 ? Pack(mutated) : mutated);
            var result = await receiver.ReceiveAsync(signal, encoding, stream, kind == 0 ? Compression.None : gzip, CancellationToken.None);

            Assert.False(result.Refusal is { MayRetry: true }, "A damaged body would be sent for ever.");
            Assert.True(result.Refusal is null || result.Refusal.HttpStatus is 400 or 413);
            (taken, refused) = result.Refusal is null ? (taken + 1, refused) : (taken, refused + 1);
        }

        Assert.True(taken > 100 && refused > 100, $"{taken} taken, {refused} refused: the mutations are too mild or too wild");
        Assert.Equal(0, inFlight.Held);
    }

    private static byte[] Pack(byte[] body)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return bytes.ToArray();
    }

    private sealed class CountingWriter : ITelemetryWriter
    {
        public Task<WriteOutcome> WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken) => Task.FromResult(WriteOutcome.Durable);
    }
}
