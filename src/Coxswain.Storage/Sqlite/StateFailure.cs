using Microsoft.Data.Sqlite;

namespace Coxswain.Storage.Sqlite;

/// <summary>What SQLite's error codes mean for the outbox.</summary>
internal static class StateFailure
{
    private const int IoError = 10;
    public const int Corrupt = 11;
    private const int DiskFull = 13;
    private const int NotADatabase = 26;

    public static bool IsDamage(SqliteException failure) => failure.SqliteErrorCode is Corrupt or NotADatabase;

    public static bool IsDiskFull(SqliteException failure) => failure.SqliteErrorCode == DiskFull;

    public static bool IsIoError(SqliteException failure) => failure.SqliteErrorCode == IoError;
}
