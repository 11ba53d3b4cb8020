using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.ClickHouse.Schema;

/// <summary>Keeps each table's TTL as configured. Tables another program made are left alone unless they are named in the configuration.</summary>
internal sealed partial class SchemaRetention(StoreClient client, StoreOptions options, ILogger logger)
{
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var facts = await SchemaFacts.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        var own = await client.QueryAsync(
            StoreStatement.FromFile("Queries/Schema/read_own_tables.sql"), static row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        var named = Named(options.Retention);
        foreach (var change in SchemaScript.Parse("000_retention.sql", SqlFile.Read("Queries/Schema/retention.sql")).Steps)
        {
            var table = change.Sql.Split(' ')[2].Replace("/*cluster*/", "", StringComparison.Ordinal);
            var isNamed = named.TryGetValue(table, out var days);
            if (!facts.CreateStatements.TryGetValue(table, out var create) || !(isNamed || own.Contains(table)))
            {
                continue;
            }

            await ChangeAsync(change.Sql, create, isNamed ? days : options.RetentionDays, cancellationToken).ConfigureAwait(false);
        }
    }

    internal static Dictionary<string, int> Named(string text) => text
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(static part => part.Split('=', StringSplitOptions.TrimEntries))
        .ToDictionary(static part => part[0], static part => int.Parse(part[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <param name="change">Sets the TTL; its last part, from the word TTL on, is how the server shows it too.</param>
    private async Task ChangeAsync(string change, string create, int days, CancellationToken cancellationToken)
    {
        var wanted = change.Replace("{days}", days.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var clause = wanted[wanted.IndexOf("TTL ", StringComparison.Ordinal)..];
        var hasAny = create.Contains(" TTL ", StringComparison.Ordinal) || create.Contains("\nTTL ", StringComparison.Ordinal);
        if (days == 0 ? !hasAny : create.Contains(clause, StringComparison.Ordinal))
        {
            return;
        }

        if (days > 0)
        {
            await TellAsync(wanted.Split(' ')[2].Replace("/*cluster*/", "", StringComparison.Ordinal), clause["TTL ".Length..], days, cancellationToken).ConfigureAwait(false);
        }

        var sql = days == 0 ? wanted[..wanted.IndexOf("MODIFY ", StringComparison.Ordinal)] + "REMOVE TTL" : wanted;
        await client.ExecuteAsync(new StoreStatement("retention", SchemaStep.ForCluster(sql, options)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A store that single commands filled has no retention yet: what the first daemon deletes is said too.</summary>
    private async Task TellAsync(string table, string end, int days, CancellationToken cancellationToken)
    {
        var count = SqlFile.Read("Queries/Schema/count_expired.sql").Replace("{table}", table, StringComparison.Ordinal).Replace("{end}", end, StringComparison.Ordinal);
        var old = await client.QueryAsync(new StoreStatement("count-expired", count), static row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        if (old[0] > 0)
        {
            Log.Deletes(logger, table, days, old[0]);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2290, LogLevel.Warning, "Retention of {Table} is {Days} days from now on; {Rows} older rows are deleted for good (store.retentionDays, store.retention).")]
        public static partial void Deletes(ILogger logger, string table, int days, long rows);
    }
}
