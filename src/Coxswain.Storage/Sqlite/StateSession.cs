using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Coxswain.Storage.Sqlite;

/// <summary>One connection to the state file with its prepared statements. Used by one thread at a time.</summary>
internal sealed class StateSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, StateStatement> _statements = new(StringComparer.Ordinal);

    private StateSession(SqliteConnection connection) => _connection = connection;

    /// <summary>The one writing connection: durable on commit. Creates the file when it is missing.</summary>
    public static StateSession OpenWriter(string path) => Open(path, SqliteOpenMode.ReadWriteCreate, "open");

    /// <summary>A reading connection beside the writer.</summary>
    public static StateSession OpenReader(string path) => Open(path, SqliteOpenMode.ReadWrite, "open-read");

    /// <summary>A connection to a file in quarantine, which it leaves as it is.</summary>
    public static StateSession OpenDamaged(string path) => Open(path, SqliteOpenMode.ReadOnly, "open-read");

    public StateStatement Statement(string name)
    {
        if (!_statements.TryGetValue(name, out var statement))
        {
            var database = _connection.Handle ?? throw new ObjectDisposedException(nameof(StateSession));
            var code = raw.sqlite3_prepare_v2(database, StateSql.Statement(name), out var prepared);
            SqliteException.ThrowExceptionForRC(code, database);
            _statements[name] = statement = new StateStatement(database, prepared);
        }

        return statement;
    }

    public void Run(string name) => Statement(name).Run();

    /// <summary>Runs every statement of an embedded script.</summary>
    public void Script(string sql)
    {
        var database = _connection.Handle ?? throw new ObjectDisposedException(nameof(StateSession));
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(database, sql), database);
    }

    public bool InTransaction => _connection.Handle is { } database && raw.sqlite3_get_autocommit(database) == 0;

    public long LastInsertedId => _connection.Handle is { } database ? raw.sqlite3_last_insert_rowid(database) : 0;

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        _connection.Dispose();
    }

    private static StateSession Open(string path, SqliteOpenMode mode, string script)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(settings.ToString());
        var session = new StateSession(connection);
        try
        {
            connection.Open();
            session.Script(StateSql.Statement(script));
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
