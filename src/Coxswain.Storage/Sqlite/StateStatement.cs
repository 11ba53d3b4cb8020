using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Coxswain.Storage.Sqlite;

/// <summary>
/// One prepared statement. Goes beneath ADO.NET because that would copy every multi-megabyte blob into an exact array of its own, on the way in and out.
/// </summary>
internal sealed class StateStatement(sqlite3 database, sqlite3_stmt statement) : IDisposable
{
    public StateStatement Bind(string name, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, Index(name), value));
        return this;
    }

    public StateStatement Bind(string name, string value)
    {
        Check(raw.sqlite3_bind_text(statement, Index(name), value));
        return this;
    }

    public StateStatement Bind(string name, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(statement, Index(name), 0)
            : raw.sqlite3_bind_blob(statement, Index(name), value));
        return this;
    }

    public StateStatement BindNull(string name)
    {
        Check(raw.sqlite3_bind_null(statement, Index(name)));
        return this;
    }

    /// <summary>Moves to the next row; at the end the statement is reset and may be bound anew.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        var failure = code == raw.SQLITE_DONE ? null : Capture(code);
        Reset();
        return failure is null ? false : throw failure;
    }

    /// <summary>Runs to the end and says how many rows changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(database);
    }

    /// <summary>The first column of the first row; <see langword="null"/> when there is no row or it is NULL.</summary>
    public long? Scalar()
    {
        try
        {
            return Step() && !IsNull(0) ? Int64(0) : null;
        }
        finally
        {
            Reset();
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int32(int column) => raw.sqlite3_column_int(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "";

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    /// <summary>Ends a half-read result; the reading transaction it holds open would keep the log from being reused.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public void Dispose() => statement.Dispose();

    private int Index(string name)
    {
        var index = raw.sqlite3_bind_parameter_index(statement, name);
        return index > 0 ? index : throw new ArgumentException($"The statement has no parameter {name}.", nameof(name));
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, database);

    // Before the reset: it clears the connection's message.
    private SqliteException Capture(int code)
    {
        var extended = raw.sqlite3_extended_errcode(database);
        return new SqliteException($"SQLite: {raw.sqlite3_errmsg(database).utf8_to_string()} ({extended}).", code & 0xFF, extended);
    }
}
