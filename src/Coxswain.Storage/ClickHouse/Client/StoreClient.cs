using System.Data.Common;
using System.IO.Compression;
using ClickHouse.Driver;
using ClickHouse.Driver.ADO.Parameters;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.ClickHouse;

/// <summary>
/// The one way to the store; does not know whether it is the embedded engine or a server. A lost connection is tried again with growing pauses:
/// every statement sent through here is safe to repeat (reads, idempotent DDL, inserts under a deduplication token).
/// </summary>
public sealed partial class StoreClient : IDisposable
{
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
        _logger = logger;
        _http = StoreConnection.CreateHttp(options, address);
        _driver = new ClickHouseClient(StoreConnection.Settings(options, address, _http));
    }

    public StoreAddress Address { get; }

    public string Database => _options.Database;

    /// <summary>Runs a statement that returns nothing.</summary>
    public Task ExecuteAsync(StoreStatement statement, CancellationToken cancellationToken) => RunAsync(
        statement.Name,
        hidesText: false,
        async () =>
        {
            await _driver.ExecuteNonQueryAsync(statement.Sql, ParametersOf(statement), OptionsOf(statement), cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>All rows of a query, each turned into a value while it is current.</summary>
    public Task<IReadOnlyList<T>> QueryAsync<T>(StoreStatement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken) => RunAsync(
        statement.Name,
        hidesText: false,
        async () =>
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
        },
        cancellationToken);

    /// <summary>Sends an <c>INSERT … FORMAT …</c> with its rows. Errors never quote a row.</summary>
    public Task InsertAsync(StoreStatement insert, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken cancellationToken) => RunAsync(
        insert.Name,
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
        cancellationToken);

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

    private static QueryOptions OptionsOf(StoreStatement statement) => new()
    {
        CustomSettings = statement.Settings.ToDictionary(p => p.Key, p => p.Value),
        Database = statement.Database,
    };

    private async Task<T> RunAsync<T>(string name, bool hidesText, Func<Task<T>> run, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await run().ConfigureAwait(false);
            }
            catch (Exception failure) when (StoreErrors.IsConnectionLoss(failure) && attempt < _options.Retries && !cancellationToken.IsCancellationRequested)
            {
                Log.ConnectionLost(_logger, name, attempt + 1, failure.Message);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                throw StoreErrors.Map(failure, name, hidesText, Address);
            }

            await Task.Delay(_options.RetryDelay * Math.Pow(2, attempt), _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1501, Level = LogLevel.Debug, Message = "Connection to the store lost during {Statement}; try {Attempt} follows: {Reason}")]
        public static partial void ConnectionLost(ILogger logger, string statement, int attempt, string reason);
    }
}
