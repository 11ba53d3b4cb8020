using System.Globalization;
using System.Security.Cryptography;

namespace Coxswain.Storage.ClickHouse.Usage.Rollup;

/// <summary>
/// Brings what is kept of some sessions to what the view <c>requests</c> says: 1. which sessions and requests it depends on; 2. these requests, then their sums, and meanwhile tool calls, compared and written. One at a time:
/// the table of 1. is in the engine's memory and nobody else's.
/// </summary>
internal sealed class RollupPass(StoreClient client)
{
    // A pass leaves some hundreds of keys behind.
    private const int EmptiedEvery = 32;

    private int _passes;

    /// <summary>The same again changes nothing.</summary>
    /// <param name="beganMs">Of the engine's clock, before the pass.</param>
    /// <returns>All sessions of which something may be another than before: with the given ones those whose requests share a message, or whose calls share an id, with theirs.</returns>
    /// <param name="through">Up to when all that was told is worked out, milliseconds since 1970; told somewhat before, it is looked at again.</param>
    public async Task<IEnumerable<string>> RunAsync(IReadOnlyList<string> sessions, int grainSeconds, long through, long backMs, long beganMs, CancellationToken cancellationToken)
    {
        if (_passes++ % EmptiedEvery == 0)
        {
            await client.ExecuteAsync(StoreStatement.FromFile("Queries/Usage/Rollup/empty_scope.sql"), cancellationToken).ConfigureAwait(false);
        }

        var pass = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        await client.ExecuteAsync(Statement("scope", pass).With("sessions", sessions.ToArray()), cancellationToken).ConfigureAwait(false);

        // Few sessions have requests that share a message with another's: their own keys are looked up meanwhile.
        var kin = client.QueryAsync(Statement("kin", pass), static row => row.GetString(0), cancellationToken);
        await client.ExecuteAsync(Statement("scope_keys", pass), cancellationToken).ConfigureAwait(false);
        var more = await kin.ConfigureAwait(false);
        if (more.Count > 0)
        {
            await client.ExecuteAsync(Statement("scope", pass).With("sessions", more.ToArray()), cancellationToken).ConfigureAwait(false);
            await client.ExecuteAsync(Statement("scope_keys", pass), cancellationToken).ConfigureAwait(false);
        }

        var calls = KeepCallsAsync();
        var keep = Statement("keep_requests", pass);
        await client.ExecuteAsync(keep with { Settings = new Dictionary<string, object> { ["additional_table_filters"] = Filters(pass) } }, cancellationToken).ConfigureAwait(false);
        await client.ExecuteAsync(Statement("keep_hours", pass).With("grain_s", (long)grainSeconds), cancellationToken).ConfigureAwait(false);
        return sessions.Concat(more).Concat(await calls.ConfigureAwait(false));

        async Task<IReadOnlyList<string>> KeepCallsAsync()
        {
            await client.ExecuteAsync(Statement("keep_tool_calls", pass).With("through_ms", through).With("back_ms", backMs), cancellationToken).ConfigureAwait(false);
            return await client.QueryAsync(StoreStatement.FromFile("Queries/Usage/Rollup/kept_calls.sql").With("began_ms", beganMs), static row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A setting takes no parameters: the number of the pass is written in, and nothing else.</summary>
    private string Filters(ulong pass) => SqlFile.Read("Queries/Usage/Rollup/filters.sql").Trim()
        .Replace("{database}", client.Database, StringComparison.Ordinal)
        .Replace("{pass}", pass.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static StoreStatement Statement(string name, ulong pass) => StoreStatement.FromFile($"Queries/Usage/Rollup/{name}.sql").With("pass", pass);
}
