using System.Data.Common;
using System.IO.Compression;
using ClickHouse.Driver;
using ClickHouse.Driver.ADO.Parameters;
using Coxswain.Storage.Damage;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.ClickHouse;

/// <summary>
/// The one way to the store; does not know whether it is the embedded engine or a server. A lost connection is tried again with growing pauses:
/// every statement sent through here is safe to repeat (reads, idempotent DDL, inserts under a deduplication token).
/// </summary>
public sealed partial class StoreClient : IDisposable
{
    /// <summary>A statement meets a new table's damage with each try; none reads so many tables.</summary>
    private const int MostMendings = 20;

    /// <summary>The engine is started anew with each daemon, and compiling what a page asks takes it a second then.</summary>
    private static readonly Dictionary<string, object> Uncompiled = new() { ["compile_expressions"] = 0, ["compile_aggregate_expressions"] = 0, ["compile_sort_description"] = 0 };

    private readonly StoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<StoreClient> _logger;
    private readonly HttpClient _http;
    private readonly ClickHouseClient _driver;

    public StoreClient(StoreOptions options, StoreAddress address, TimeProvider clock, ILogger<StoreClient> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(address);
        _options = options;
        Address = address;
        _clock = clock;
        Writes = new WritesUnderWay(clock);
        _logger = logger;
        _http = StoreConnection.CreateHttp(options, address);
        _driver = new ClickHouseClient(StoreConnection.Settings(options, address, _http));
    }

    public StoreAddress Address { get; }

    public string Database => _options.Database;

    internal WritesUnderWay Writes { get; }

    /// <summary>Asked when a statement failed with words that point to damage: true when it was set aside, so that the statement can be sent again.</summary>
    internal Func<string, CancellationToken, Task<bool>>? Mending { get; init; }

    /// <summary>Runs a statement that returns nothing.</summary>
    public Task ExecuteAsync(StoreStatement statement, CancellationToken cancellationToken) => Writes.DuringAsync(() => RunAsync(
        statement,
        hidesText: false,
        LeavingAsync(async () =>
        {
            await _driver.ExecuteNonQueryAsync(statement.Sql, ParametersOf(statement), OptionsOf(statement), cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken),
        cancellationToken));

    /// <summary>All rows of a query, each turned into a value while it is current.</summary>
    public Task<IReadOnlyList<T>> QueryAsync<T>(StoreStatement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken) => RunAsync(
        statement,
        hidesText: false,
        LeavingAsync(async () =>
        {
            var rows = new List<T>();
            var reader = await _driver.ExecuteReaderAsync(statement.Sql, ParametersOf(statement), OptionsOf(statement), cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }
            }

            return (IReadOnlyList<T>)rows;
        }, cancellationToken),
        cancellationToken);

    /// <summary>Sends an <c>INSERT … FORMAT …</c> with its rows. Errors never quote a row.</summary>
    public Task InsertAsync(StoreStatement insert, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken cancellationToken) => Writes.DuringAsync(() => RunAsync(
        insert,
        hidesText: true,
        async () =>
        {
            var isCompressed = !Address.IsEmbedded && _options.Compression;
            using var answer = await _driver.PostStreamAsync(
                insert.Sql,
                (stream, token) => WritePartsAsync(stream, parts, isCompressed, token),
                isCompressed,
                cancellationToken,
                OptionsOf(insert)).ConfigureAwait(false);
            await answer.Content.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken));

    public void Dispose()
    {
        _driver.Dispose();
        _http.Dispose();
    }

    private static async Task WritePartsAsync(Stream stream, IReadOnlyList<ReadOnlyMemory<byte>> parts, bool isCompressed, CancellationToken cancellationToken)
    {
        if (!isCompressed)
        {
            foreach (var part in parts)
            {
                await stream.WriteAsync(part, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        await using (gzip.ConfigureAwait(false))
        {
            foreach (var part in parts)
            {
                await gzip.WriteAsync(part, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static ClickHouseParameterCollection ParametersOf(StoreStatement statement)
    {
        var parameters = new ClickHouseParameterCollection();
        foreach (var (name, value) in statement.Parameters)
        {
            parameters.Add(new ClickHouseDbParameter { ParameterName = name, Value = value ?? DBNull.Value });
        }

        return parameters;
    }

    private QueryOptions OptionsOf(StoreStatement statement) => new()
    {
        CustomSettings = (Address.IsEmbedded ? Uncompiled.Concat(statement.Settings) : statement.Settings).ToDictionary(static p => p.Key, static p => p.Value),
        Database = statement.Database,
    };

    // The driver reads an answer without asking whether it is still wanted: one that begins and never ends would hold up whoever gave up on it, a stop above all.
    // Not for inserts, whose buffers are used again once they return; those are given up while they are written.
    private static Func<Task<T>> LeavingAsync<T>(Func<Task<T>> run, CancellationToken cancellationToken) => () => run().WaitAsync(cancellationToken);

    private async Task<T> RunAsync<T>(StoreStatement statement, bool hidesText, Func<Task<T>> run, CancellationToken cancellationToken)
    {
        for (var (attempt, mendings) = (0, 0); ;)
        {
            try
            {
                return await run().ConfigureAwait(false);
            }
            catch (Exception failure) when (StoreErrors.IsConnectionLoss(failure) && attempt < _options.Retries && !cancellationToken.IsCancellationRequested)
            {
                Log.ConnectionLost(_logger, statement.Name, attempt + 1, failure.Message);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                if (mendings++ < MostMendings && !statement.IsOfMending && failure is ClickHouseServerException server
                    && await MendAsync(StoreErrors.CodeOf(server), server.Message, cancellationToken).ConfigureAwait(false))
                {
                    continue;
                }

                throw StoreErrors.Map(failure, statement.Name, hidesText, Address);
            }

            await Task.Delay(_options.RetryDelay * Math.Pow(2, attempt++), _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <param name="code">ClickHouse's number of the error.</param>
    /// <param name="words">ClickHouse's text.</param>
    /// <returns>Whether a statement that failed so can be sent again, because damage was set aside.</returns>
    public Task<bool> MendAsync(int code, string words, CancellationToken cancellationToken) =>
        Mending is { } mend && StoreDamage.IsSuspected(code, words) ? mend(words, cancellationToken) : Task.FromResult(false);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1501, Level = LogLevel.Debug, Message = "Connection to the store lost during {Statement}; try {Attempt} follows: {Reason}")]
        public static partial void ConnectionLost(ILogger logger, string statement, int attempt, string reason);
    }
}
