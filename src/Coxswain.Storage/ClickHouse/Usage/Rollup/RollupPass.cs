using System.Globalization;
using System.Security.Cryptography;

namespace Coxswain.Storage.ClickHouse.Usage.Rollup;

/// <summary>Brings what is kept of some sessions to what the view <c>requests</c> says: 1. which sessions and requests it depends on; 2. these requests, then their sums, compared and written; 3. forget 1.</summary>
internal sealed class RollupPass(StoreClient client)
{
    /// <summary>The same again changes nothing.</summary>
    public async Task RunAsync(IReadOnlyList<string> sessions, int grainSeconds, CancellationToken cancellationToken)
    {
        var pass = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
        try
        {
            await client.ExecuteAsync(Statement("scope_sessions", pass).With("sessions", sessions.ToArray()), cancellationToken).ConfigureAwait(false);
            await client.ExecuteAsync(Statement("scope_keys", pass), cancellationToken).ConfigureAwait(false);
            var scope = await client.QueryAsync(Statement("scope_size", pass), static row => Convert.ToUInt64(row.GetValue(0), CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
            var keep = Statement("keep_requests", pass).With("grain_s", (long)grainSeconds).With("scope", scope[0]);
            await client.ExecuteAsync(keep with { Settings = new Dictionary<string, object> { ["additional_table_filters"] = Filters(pass) } }, cancellationToken).ConfigureAwait(false);
            await client.ExecuteAsync(Statement("keep_hours", pass), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Of a pass that is cut off nothing is left but memory, until the engine ends.
            await client.ExecuteAsync(Statement("forget_scope", pass), CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>A setting takes no parameters: the number of the pass is written in, and nothing else.</summary>
    private string Filters(ulong pass) => SqlFile.Read("Queries/Usage/Rollup/filters.sql").Trim()
        .Replace("{database}", client.Database, StringComparison.Ordinal)
        .Replace("{pass}", pass.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static StoreStatement Statement(string name, ulong pass) => StoreStatement.FromFile($"Queries/Usage/Rollup/{name}.sql").With("pass", pass);
}
