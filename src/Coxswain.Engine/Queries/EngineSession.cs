using System.Text;
using Coxswain.Engine.Native;
using Coxswain.Engine.Sql;

namespace Coxswain.Engine.Queries;

/// <summary>One request's session: a connection with the request's settings, closed after it, so nothing leaks from one request to the next.</summary>
internal sealed class EngineSession(ChdbEngine engine, string mark, string queryId, Action release) : IAsyncDisposable
{
    private ChdbConnection? _connection;

    /// <exception cref="ChdbException">A setting or the database does not exist, or a value does not fit.</exception>
    internal Task OpenAsync(IReadOnlyDictionary<string, string> settings, string? database) => engine.Calls.RunAsync(() =>
    {
        foreach (var name in settings.Keys)
        {
            if (!engine.SettingNames.Contains(name))
            {
                throw new ChdbException(115, $"Setting {name} is neither a builtin setting nor started with the prefix 'SQL_' registered for user-defined settings", "UNKNOWN_SETTING");
            }
        }

        var comment = mark + queryId + (settings.TryGetValue("log_comment", out var own) ? " " + own : "");
        var arguments = settings.Where(static setting => setting.Key != "log_comment")
            .Select(static setting => $"--{setting.Key}={setting.Value}")
            .Append("--log_comment=" + comment)
            .Append("--implicit_select=0");
        _connection = engine.TryConnect(arguments) ?? throw ExplainRefusal(settings);
        if (database is not null and not "default")
        {
            var quoted = database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal);
            _connection.Execute(Encoding.UTF8.GetBytes($"USE `{quoted}`"), "Null", new Dictionary<string, string>());
        }
    });

    internal Task<QueryCounts> ExecuteAsync(
        ReadOnlyMemory<byte> query, string format, IReadOnlyDictionary<string, string> parameters, Action<ReadOnlyMemory<byte>>? consume) =>
        engine.Calls.RunAsync(() => Connection.Execute(query.Span, format, parameters, consume));

    /// <summary>Runs a SELECT whose rows go through <paramref name="pipe"/> in <paramref name="format"/>.</summary>
    internal Task<QueryCounts> SelectAsync(
        ReadOnlyMemory<byte> query, Statement statement, string format, IReadOnlyDictionary<string, string> parameters, ResultPipe pipe)
    {
        var clause = Encoding.UTF8.GetBytes($"\nINTO OUTFILE '{pipe.WriterPath}' TRUNCATE ");
        var tail = statement.Format is null ? Encoding.UTF8.GetBytes($"FORMAT {format}") : query[statement.HeadLength..].ToArray();
        byte[] whole = [.. query.Span[..statement.HeadLength], .. clause, .. tail];
        return engine.Calls.RunAsync(() =>
        {
            try
            {
                return Connection.Execute(whole, format, parameters);
            }
            finally
            {
                pipe.CloseWriter();
            }
        });
    }

    internal Task<int> ReadAsync(ResultPipe pipe, byte[] buffer) => engine.Pipes.RunAsync(() => pipe.Read(buffer));

    internal Task<InsertStream> BeginInsertAsync(string statement, string format, IReadOnlyDictionary<string, string> parameters) =>
        engine.Calls.RunAsync(() => Connection.BeginInsert(statement, format, parameters));

    internal Task<T> RunAsync<T>(Func<T> call) => engine.Calls.RunAsync(call);

    /// <summary>Asks ClickHouse to stop what this session runs; the running call then ends with QUERY_WAS_CANCELLED.</summary>
    internal Task CancelAsync() => engine.KillAsync(mark);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_connection is { } connection)
            {
                await engine.Calls.RunAsync(connection.Dispose);
            }
        }
        finally
        {
            release();
        }
    }

    /// <summary>The C API only says no; SET says why.</summary>
    private ChdbException ExplainRefusal(IReadOnlyDictionary<string, string> settings)
    {
        using var connection = engine.TryConnect([])
            ?? throw new ChdbException(210, "The engine accepts no further session", "NETWORK_ERROR");
        foreach (var (name, value) in settings)
        {
            var quoted = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
            try
            {
                connection.Execute(Encoding.UTF8.GetBytes($"SET {name} = '{quoted}'"), "Null", new Dictionary<string, string>());
            }
            catch (ChdbException refusal)
            {
                return refusal;
            }
        }

        return new ChdbException(36, "The engine refused the request's settings", "BAD_ARGUMENTS");
    }

    private ChdbConnection Connection => _connection ?? throw new InvalidOperationException("The session is not open.");
}
