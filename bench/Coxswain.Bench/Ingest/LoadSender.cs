using System.Collections.Concurrent;
using System.Diagnostics;
using Coxswain.Testing.Otlp;

namespace Coxswain.Bench.Ingest;

/// <summary>Sends a fixed number of records over some connections, each sending its next body when the last was acknowledged.</summary>
/// <param name="first">Number of the first record; a daemon keeps what it has seen before once only.</param>
internal sealed class LoadSender(string address, int connections, long first = 0)
{
    private const long Epoch = 1_795_000_000_000_000_000;

    private long _next = first;

    /// <summary>Records acknowledged over all runs.</summary>
    public long Acknowledged { get; private set; }

    /// <returns>Seconds it took and each body's time to acknowledgement in milliseconds.</returns>
    public async Task<(double Seconds, IReadOnlyList<double> AcksMs)> RunAsync(LogTemplate template, long records, CancellationToken cancellationToken)
    {
        var bodies = records / template.Records;
        var acks = new ConcurrentBag<double>();
        var left = bodies;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => RunConnectionAsync()));
        Acknowledged += bodies * template.Records;
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, [.. acks]);

        async Task RunConnectionAsync()
        {
            await Task.Yield();
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 1 });
            var sender = new OtlpSender(http, address, OtlpProtocol.HttpProtobuf);
            var own = template.Clone();
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var body = own.Number(Interlocked.Add(ref _next, own.Records) - own.Records, Epoch);
                await SendAsync(sender, body, acks, cancellationToken);
            }
        }
    }

    private static async Task SendAsync(OtlpSender sender, ReadOnlyMemory<byte> body, ConcurrentBag<double> acks, CancellationToken cancellationToken)
    {
        var sent = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await sender.SendAsync(OtlpSignal.Logs, body, cancellationToken);
            if (answer.Accepted)
            {
                acks.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                return;
            }

            if (answer.Status != 503)
            {
                throw new InvalidOperationException($"The receiver answered {answer.Status}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }
}
