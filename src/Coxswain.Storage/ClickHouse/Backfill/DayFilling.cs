using System.Globalization;

namespace Coxswain.Storage.ClickHouse.Backfill;

/// <summary>
/// Fills one day after the other, each with one statement while it fits into the time a statement may take. A range that does not is halved, and
/// the length that did fit is where the next day starts from. The store ends a statement itself before our patience ends: it must not go on unseen.
/// </summary>
internal sealed class DayFilling(StoreClient client, StoreOptions options)
{
    // What ClickHouse's nanoseconds can hold.
    private const long EarliestMs = -2_208_988_800_000;
    private const long LatestMs = 9_223_372_036_000;
    private const long ShortestMs = 1_000;

    private static readonly string[] TooMuch = ["error 159:", "error 160:", "error 241:"];

    private long _longestMs = long.MaxValue;

    /// <param name="fill">Takes the range as <c>from_ms</c> and <c>until_ms</c>; the same again adds nothing.</param>
    /// <param name="bounds">The first and the last millisecond of the day that hold a row.</param>
    /// <exception cref="StoreUnavailableException">A range of a second takes too long, or the store went away.</exception>
    public async Task FillAsync(StoreStatement fill, StoreStatement bounds, CancellationToken cancellationToken)
    {
        if (_longestMs == long.MaxValue && await TryAsync(fill, EarliestMs, LatestMs, isLast: false, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var (first, last) = (await client.QueryAsync(bounds, static row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false))[0];
        _longestMs = Math.Min(_longestMs, Math.Max(ShortestMs, (last - first + 2) / 2));
        for (var from = first; from <= last;)
        {
            var until = Math.Min(from + _longestMs, last + 1);
            if (await TryAsync(fill, from, until, until - from <= ShortestMs, cancellationToken).ConfigureAwait(false))
            {
                from = until;
            }
            else
            {
                _longestMs = Math.Max(ShortestMs, (until - from) / 2);
            }
        }
    }

    /// <returns>False when the range takes too long or too much memory.</returns>
    private async Task<bool> TryAsync(StoreStatement fill, long fromMs, long untilMs, bool isLast, CancellationToken cancellationToken)
    {
        var seconds = Math.Max(0.05, options.Timeout.TotalSeconds * 0.9).ToString(CultureInfo.InvariantCulture);
        var statement = fill.With("from_ms", fromMs).With("until_ms", untilMs) with { Settings = new Dictionary<string, object> { ["max_execution_time"] = seconds } };
        try
        {
            await client.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (StoreUnavailableException failure) when (!isLast && Array.Exists(TooMuch, code => failure.Message.Contains(code, StringComparison.Ordinal)))
        {
            return false;
        }
    }
}
