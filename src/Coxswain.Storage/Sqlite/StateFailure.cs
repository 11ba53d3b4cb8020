using Microsoft.Data.Sqlite;

namespace Coxswain.Storage.Sqlite;

/// <summary>What SQLite's error codes mean for the outbox.</summary>
internal static class StateFailure
{
    private const int General = 1;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    public const int Corrupt = 11;
    private const int DiskFull = 13;
    private const int SchemaChanged = 17;
    private const int TooBig = 18;
    private const int Mismatch = 20;
    private const int NotADatabase = 26;

    /// <summary>A page that the file is too short for.</summary>
    private const int ShortRead = 522;

    public static bool IsDamage(SqliteException failure) => failure.SqliteErrorCode is Corrupt or NotADatabase || failure.SqliteExtendedErrorCode == ShortRead || IsUnknownFormat(failure);

    /// <summary>Wider: nothing is asked at opening that a sound file could not answer.</summary>
    public static bool IsDamageAtOpening(SqliteException failure, string path) => IsDamage(failure)
        || failure.SqliteErrorCode is General or SchemaChanged or TooBig or Mismatch
        || (failure.SqliteErrorCode == ReadOnly && StateHeader.ForbidsWriting(path));

    public static bool IsDiskFull(SqliteException failure) => failure.SqliteErrorCode == DiskFull;

    public static bool IsIoError(SqliteException failure) => failure.SqliteErrorCode == IoError;

    // The one kind of damage with no code of its own.
    private static bool IsUnknownFormat(SqliteException failure)
        => failure.SqliteErrorCode == General && failure.Message.Contains("unsupported file format", StringComparison.Ordinal);
}
