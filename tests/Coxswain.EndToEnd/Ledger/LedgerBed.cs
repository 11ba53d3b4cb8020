using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Coxswain.Testing.Engines;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Ledger;

/// <summary>A daemon of its own, producers that load it, and the comparison of what was acknowledged with what is stored.</summary>
internal sealed class LedgerBed : IAsyncDisposable
{
    public static readonly bool IsFull = System.Environment.GetEnvironmentVariable("COX_FULL") == "1";
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();
    private readonly List<LedgerProducer> _producers = [];
    private readonly List<Task> _running = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _giveUp = new(TimeSpan.FromMinutes(IsFull ? 40 : 5));
    private readonly string _run = Guid.NewGuid().ToString("N");

    public LedgerBed(IReadOnlyDictionary<string, string>? environment = null, string? home = null)
    {
        Cox = new CoxProcess(_network, home ?? _folder.Combine("home"), environment);
        Http = CreateClient();
    }

    public CoxProcess Cox { get; }

    public LoopbackNetwork Network => _network;

    public HttpClient Http { get; }

    public string DataFolder => Path.Combine(Cox.Home, "cox", "data");

    /// <summary>Where rows end up; the embedded engine's socket unless the test has a server of its own.</summary>
    public string? StoreSocket { get; set; }

    public int Refusals => _producers.Sum(static producer => producer.Refusals);

    public Task UpAsync() => Cox.UpAsync(_giveUp.Token);

    public void StartProducers(int count, int seed, int fillerBytes = 20)
    {
        for (var number = _producers.Count; count > 0; number++, count--)
        {
            var producer = new LedgerProducer(_run, number, _folder.Path, Http, () => Cox.OtlpHttp, seed + number)
            {
                FillerBytes = fillerBytes,
                LargestBatch = number % 2 == 0 ? 40 : 200,
            };
            _producers.Add(producer);
            _running.Add(producer.RunAsync(_stop.Token, _giveUp.Token));
        }
    }

    /// <summary>Lets producers finish: each gets its last batch acknowledged.</summary>
    public async Task StopProducersAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
    }

    /// <summary>A moment under load, at random but the same for the same seed.</summary>
    public Task WaitAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, _giveUp.Token);

    public async Task KillDaemonAsync()
    {
        Cox.Daemon.KillAlone();
        await Cox.Daemon.WaitAsync(TimeSpan.FromSeconds(30), _giveUp.Token);
    }

    /// <summary><c>/api/store</c>, or <see langword="null"/> when the daemon does not answer.</summary>
    public async Task<JsonElement?> ReadStoreAsync()
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Cox.Api + "/api/store");
            request.Headers.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(DataFolder, "api-token"), _giveUp.Token)).Trim());
            using var answer = await Http.SendAsync(request, _giveUp.Token);
            answer.EnsureSuccessStatusCode();
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(_giveUp.Token)).RootElement;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>Asks until the report satisfies <paramref name="condition"/>.</summary>
    public async Task<JsonElement> WaitForStoreAsync(string what, Func<JsonElement, bool> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var report = await ReadStoreAsync();
            if (report is { } known && condition(known))
            {
                return known;
            }

            if (TimeProvider.System.GetElapsedTime(started) > DrainLimit)
            {
                throw new TimeoutException($"{what}: not reached. Last report: {report}\n{Cox.Daemon.Errors}");
            }

            await WaitAsync(TimeSpan.FromMilliseconds(50));
        }
    }

    public Task<JsonElement> WaitUntilDrainedAsync() => WaitForStoreAsync(
        "outbox drained",
        static report => report.GetProperty("problem").ValueKind == JsonValueKind.Null
            && report.GetProperty("outbox").GetProperty("pendingRows").GetInt64() == 0);

    public static int? EnginePid(JsonElement report) =>
        report.GetProperty("enginePid") is { ValueKind: JsonValueKind.Number } pid ? pid.GetInt32() : null;

    public async Task<string> QueryAsync(string sql)
    {
        using var engine = EngineProcess.CreateClient(StoreSocket ?? Path.Combine(DataFolder, "engine.sock"));
        using var content = new StringContent(sql);
        using var answer = await engine.PostAsync(new Uri("/?database=otel", UriKind.Relative), content, _giveUp.Token);
        var text = await answer.Content.ReadAsStringAsync(_giveUp.Token);
        return answer.IsSuccessStatusCode ? text : throw new HttpRequestException(text);
    }

    /// <summary>acknowledged ⊆ stored ⊆ sent, each stored once.</summary>
    /// <returns>How many records are stored.</returns>
    public async Task<int> AssertExactAsync()
    {
        await WaitUntilDrainedAsync();
        var rows = await QueryAsync(
            "SELECT LogAttributes['ledger.producer'], LogAttributes['ledger.sequence'], count() FROM otel_logs "
            + $"WHERE LogAttributes['ledger.run'] = '{_run}' GROUP BY 1, 2 FORMAT TSV");
        var stored = rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('\t')).ToList();
        Assert.All(stored, static row => Assert.Equal("1", row[2]));
        var total = 0;
        foreach (var producer in _producers)
        {
            var (sent, acked) = SendLedger.Read(producer.LedgerPath);
            var kept = stored.Where(row => row[0] == producer.Number.ToString(CultureInfo.InvariantCulture))
                .Select(static row => long.Parse(row[1], CultureInfo.InvariantCulture)).ToHashSet();
            Assert.True(acked.IsSubsetOf(kept), $"producer {producer.Number}: {acked.Except(kept).Count()} of {acked.Count} acknowledged records are lost");
            Assert.True(kept.IsSubsetOf(sent), $"producer {producer.Number}: {kept.Except(sent).Count()} records were never sent");
            total += kept.Count;
        }

        Assert.Equal(total, stored.Count);
        return total;
    }

    public async ValueTask DisposeAsync()
    {
        await _giveUp.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Cox.DisposeAsync();
        Http.Dispose();
        _stop.Dispose();
        _giveUp.Dispose();
        _network.Dispose();
        _folder.Dispose();
    }

    // Sockets must be made on the network's own thread to live in its namespace.
    private HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = _network.Run(static () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };
}
