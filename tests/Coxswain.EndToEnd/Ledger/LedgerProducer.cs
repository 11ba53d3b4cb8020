using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Coxswain.Testing.Otlp;

namespace Coxswain.EndToEnd.Ledger;

/// <summary>
/// Sends log records that carry (run, producer, sequence), and sends every batch again, the same bytes, until it is acknowledged. Takes turns
/// between protobuf and JSON, plain and gzip.
/// </summary>
internal sealed class LedgerProducer(string run, int number, string folder, HttpClient http, Func<string> address, int seed)
{
    private static readonly TimeSpan LongestBeat = TimeSpan.FromMilliseconds(40);
    private readonly Random _random = new(seed);
    private long _next = 1;
    private int _refusals;

    public string LedgerPath { get; } = Path.Combine(folder, $"producer-{number}.ledger");

    public int Number => number;

    /// <summary>Answers 503, the only refusal that is allowed.</summary>
    public int Refusals => Volatile.Read(ref _refusals);

    /// <summary>Bytes of filler per record, to fill disks faster.</summary>
    public int FillerBytes { get; init; } = 20;

    /// <summary>Records of one batch at most. Many of them travel to the store in another form than few.</summary>
    public int LargestBatch { get; init; } = 40;

    /// <summary>Runs until told to stop, then until its last batch is acknowledged.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken giveUp)
    {
        using var ledger = new SendLedger(LedgerPath);
        while (!stop.IsCancellationRequested)
        {
            var (first, last) = (_next, _next + _random.Next(0, LargestBatch));
            _next = last + 1;
            var json = _random.Next(2) == 0;
            var zip = _random.Next(2) == 0;
            var export = Build(first, last);
            var body = json ? export.ToJson() : export.ToProtobuf();
            ledger.Sent(first, last);
            while (!await TrySendAsync(zip ? Zip(body) : body, json, zip, giveUp))
            {
                await Task.Delay(_random.NextDouble() * LongestBeat, TimeProvider.System, giveUp);
            }

            ledger.Acked(first, last);
            await Task.Delay(_random.NextDouble() * LongestBeat, TimeProvider.System, giveUp);
        }
    }

    private async Task<bool> TrySendAsync(byte[] body, bool json, bool zip, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(json ? "application/json" : "application/x-protobuf");
        if (zip)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        try
        {
            using var answer = await http.PostAsync(new Uri(address() + "/v1/logs"), content, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return true;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            Interlocked.Increment(ref _refusals);
            return false;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException || (lost is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private OtlpExport Build(long first, long last)
    {
        var now = DateTimeOffset.UtcNow;
        var start = now.ToUnixTimeMilliseconds() * 1_000_000;
        var filler = new byte[FillerBytes];
        _random.NextBytes(filler);
        var logs = new List<OtlpLog>();
        for (var sequence = first; sequence <= last; sequence++)
        {
            logs.Add(new OtlpLog(start + sequence, "ledger", [
                new OtlpPair("ledger.filler", Convert.ToBase64String(filler)),
                new OtlpPair("ledger.producer", number.ToString(CultureInfo.InvariantCulture)),
                new OtlpPair("ledger.run", run),
                new OtlpPair("ledger.sequence", sequence.ToString(CultureInfo.InvariantCulture)),
            ]));
        }

        return new OtlpExport { Scope = new OtlpScope([new OtlpPair("service.name", "ledger")], "ledger", "1"), At = now, Logs = logs };
    }

    private static byte[] Zip(byte[] body)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return zipped.ToArray();
    }
}
