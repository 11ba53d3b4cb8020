using System.Globalization;
using Coxswain.Testing.Engines;
using Coxswain.Testing.Processes;

namespace Coxswain.Bench.Measuring;

/// <summary>The real <c>cox up</c> with a folder of its own, and a look into its store past all of its code.</summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly TemporaryFolder? _temporary;
    private readonly string _folder;
    private readonly LoopbackNetwork _network = LoopbackNetwork.Shared();

    private StoreUnderTest(string folder, IReadOnlyDictionary<string, string>? environment)
    {
        _temporary = folder.Length == 0 ? new TemporaryFolder() : null;
        _folder = _temporary?.Path ?? folder;
        Cox = new CoxProcess(_network, Path.Combine(_folder, "home"), environment);
    }

    public CoxProcess Cox { get; }

    public ProcessMeter Meter => new(Cox.Daemon.Id);

    /// <param name="environment">Settings for the daemon, as <c>COX_…</c>.</param>
    /// <param name="folder">Which stays; empty: a new one, removed at the end.</param>
    public static async Task<StoreUnderTest> StartAsync(CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null, string folder = "")
    {
        var store = new StoreUnderTest(folder, environment);
        await store.Cox.UpAsync(cancellationToken);
        await store.WaitForTablesAsync(cancellationToken);
        return store;
    }

    /// <summary>Receivers answer before a new store has its tables; what is measured is a store that has them.</summary>
    private async Task WaitForTablesAsync(CancellationToken cancellationToken)
    {
        while (!await HasTablesAsync(cancellationToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    private async Task<bool> HasTablesAsync(CancellationToken cancellationToken)
    {
        // Made last.
        const string Made = "SELECT count() FROM system.tables WHERE database = 'otel' AND name = 'coxswain_landing_otel_traces_1_mv'";
        try
        {
            return Directory.EnumerateFiles(_folder, "*.sock", SearchOption.AllDirectories).Any() && await QueryAsync(Made, cancellationToken) == "1";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Of the engine.</summary>
    public string Socket => Directory.EnumerateFiles(_folder, "*.sock", SearchOption.AllDirectories).Single();

    public HttpClient Engine() => EngineProcess.CreateClient(Socket);

    public async Task<string> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        using var engine = Engine();
        using var content = new StringContent(sql);
        using var response = await engine.PostAsync("/", content, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? text.TrimEnd('\n') : throw new InvalidOperationException(text);
    }

    public async Task<long> CountLogsAsync(CancellationToken cancellationToken) =>
        long.Parse(await QueryAsync("SELECT count() FROM otel.otel_logs", cancellationToken), CultureInfo.InvariantCulture);

    /// <summary>Returns when the store holds <paramref name="records"/> log records.</summary>
    public async Task WaitForLogsAsync(long records, CancellationToken cancellationToken)
    {
        var stored = 0L;
        while ((stored = await CountLogsAsync(cancellationToken)) < records)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        if (stored > records)
        {
            throw new InvalidOperationException($"{stored} records are stored, {records} were sent.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Cox.DisposeAsync();
        _network.Dispose();
        _temporary?.Dispose();
    }
}
