using System.Data.Common;
using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Usage;

namespace Coxswain.Storage.ClickHouse.Usage;

/// <summary>Reads the columns of <c>Queries/Usage/report.sql</c>.</summary>
internal static class UsageFields
{
    private const int FirstTotal = 4;

    private static readonly DateTimeOffset NoEnd = new(2299, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private static readonly (int Bit, string Name)[] Sources = [(1, "otlp"), (2, "transcripts"), (4, "gateway")];

    public static UsageRow Row(DbDataReader row) => new(row.GetString(0), row.GetString(2), row.GetString(3), Totals(row));

    /// <returns>The first row's two columns, milliseconds; <see langword="null"/> when there is no row.</returns>
    public static async Task<TimeRange?> SpanAsync(StoreClient client, StoreStatement statement, CancellationToken cancellationToken)
    {
        var rows = await client.QueryAsync(statement, static row => new TimeRange(Moment(row.GetValue(0)), Moment(row.GetValue(1))), cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Parameters of statements about the sessions that were active in a window.</summary>
    public static StoreStatement Windowed(StoreStatement statement, UsageFilter filter, int limit) => statement
        .With("session", filter.Session)
        .With("since_ms", (filter.Since ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds())
        .With("until_ms", (filter.Until ?? NoEnd).ToUnixTimeMilliseconds())
        .With("limit", (uint)Math.Max(0, limit));

    public static DateTimeOffset Moment(object value) => DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));

    public static long Count(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    /// <summary>Money comes as text: exact, and the same whatever type the driver gives decimals.</summary>
    public static decimal? Money(object value) => value is string text ? decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture) : null;

    public static UsageTotals Totals(DbDataReader row)
    {
        var next = FirstTotal;
        long Count() => UsageFields.Count(row.GetValue(next++));
        long? Known() => CountOrNull(row.GetValue(next++));
        return new UsageTotals(
            Requests: Count(),
            InputTokens: Known(),
            OutputTokens: Known(),
            CacheReadTokens: Known(),
            CacheWrite5mTokens: Known(),
            CacheWrite1hTokens: Known(),
            ThinkingTokens: Known(),
            ThinkingRequests: Count(),
            WebSearchRequests: Count(),
            UnknownTokenRequests: Count(),
            CostUsd: Money(row.GetValue(next++)),
            UnknownCostRequests: Count(),
            ReportedCostUsd: Money(row.GetValue(next++)),
            ReportedRequests: Count(),
            Disagreements: Count(),
            UnexplainedDisagreements: Count(),
            Models: (string[])row.GetValue(next++),
            Sources: SourceNames(Count()),
            FirstRequest: Moment(row.GetValue(next++)),
            LastRequest: Moment(row.GetValue(next)));
    }

    private static long? CountOrNull(object value) => value is DBNull or null ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    public static string[] SourceNames(long mask) => [.. Sources.Where(source => (mask & source.Bit) != 0).Select(source => source.Name)];
}
