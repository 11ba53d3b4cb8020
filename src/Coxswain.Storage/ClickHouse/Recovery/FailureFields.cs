using System.Data.Common;
using System.Globalization;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Storage.ClickHouse.Usage;

namespace Coxswain.Storage.ClickHouse.Recovery;

/// <summary>Reads the columns that all queries of failures have first, in the same order.</summary>
internal static class FailureFields
{
    private const byte Otlp = 1;
    private const byte Transcripts = 2;

    public static StoredFailure Failure(DbDataReader row) => new(
        UsageFields.Moment(row.GetValue(0)),
        row.GetString(1),
        row.GetString(2),
        (int?)CountOrNull(row, 3),
        row.GetString(4),
        row.GetString(5),
        Duration(row, 6),
        CountOrNull(row, 7),
        CountOrNull(row, 8),
        Duration(row, 9),
        row.GetString(10),
        row.GetString(11),
        Duration(row, 12),
        (UsageFields.Count(row.GetValue(13)) & Otlp) != 0,
        (UsageFields.Count(row.GetValue(13)) & Transcripts) != 0,
        CountOrNull(row, 14));

    public static TimeSpan? Duration(DbDataReader row, int field) => CountOrNull(row, field) is { } ms ? TimeSpan.FromMilliseconds(ms) : null;

    public static long? CountOrNull(DbDataReader row, int field) => row.IsDBNull(field) ? null : Convert.ToInt64(row.GetValue(field), CultureInfo.InvariantCulture);
}
