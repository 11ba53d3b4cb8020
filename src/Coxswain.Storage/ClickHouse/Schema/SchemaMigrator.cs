using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.ClickHouse.Schema;

/// <summary>
/// Brings a database to this build's schema. 1. refuse a newer one; 2. run the scripts from the first that is not recorded on, each statement safe to repeat;
/// 3. record each script once all of it ran; 4. fit older tables; 5. set retention. Interrupted anywhere, it starts again where it stopped.
/// </summary>
public sealed partial class SchemaMigrator(StoreClient client, StoreOptions options, ILogger<SchemaMigrator> logger, RetentionPolicy? retention = null)
{
    /// <exception cref="StoreRejectedException">The database was written by a newer cox, or a statement failed for good.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public Task<SchemaState> EnsureAsync(CancellationToken cancellationToken) => EnsureAsync(repair: false, cancellationToken);

    /// <param name="repair">A table was lost: every script runs again, which makes what is missing and leaves the rest.</param>
    /// <inheritdoc cref="EnsureAsync(CancellationToken)"/>
    public async Task<SchemaState> EnsureAsync(bool repair, CancellationToken cancellationToken)
    {
        if (!options.CreateSchema)
        {
            return await InspectAsync("Schema creation is switched off.", cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await MigrateAsync(repair, cancellationToken).ConfigureAwait(false);
            var facts = await SchemaFacts.ReadAsync(client, cancellationToken).ConfigureAwait(false);
            var problems = await new SchemaLanding(client, options).EnsureAsync(facts, cancellationToken).ConfigureAwait(false);
            await DeduplicateAsync(facts, cancellationToken).ConfigureAwait(false);
            if (retention is not { IsApplied: false })
            {
                await new SchemaRetention(client, options, logger).ApplyAsync(cancellationToken).ConfigureAwait(false);
            }

            return new SchemaState(SchemaMode.Complete, SchemaScript.Newest, problems);
        }
        catch (StoreRejectedException refused) when (StoreErrors.IsForbidden(refused))
        {
            Log.NoRights(logger, client.Database, refused.Message);
            return await InspectAsync($"No right to create tables in database '{client.Database}': {refused.Message}", cancellationToken).ConfigureAwait(false);
        }
    }

    private static string ProductVersion => typeof(SchemaMigrator).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    private async Task MigrateAsync(bool repair, CancellationToken cancellationToken)
    {
        await RunAsync(Step("create_database").With("database", client.Database) with { Database = "default" }, cancellationToken).ConfigureAwait(false);
        await RunAsync(Step("create_migrations"), cancellationToken).ConfigureAwait(false);
        await RunAsync(Step("create_own_tables"), cancellationToken).ConfigureAwait(false);
        await RunAsync(Step("create_identity"), cancellationToken).ConfigureAwait(false);
        await RunAsync(Step("add_identity").With("id", Guid.NewGuid()), cancellationToken).ConfigureAwait(false);
        var applied = await ReadVersionsAsync(cancellationToken).ConfigureAwait(false);
        // From the first that is missing on: where the record of an old one was lost, running it alone would bring back views that later ones replaced.
        foreach (var script in SchemaScript.All.SkipWhile(s => !repair && applied.Contains(s.Version)))
        {
            await RunScriptAsync(script, cancellationToken).ConfigureAwait(false);
            Log.Migrated(logger, client.Database, script.Name);
        }
    }

    private async Task RunScriptAsync(SchemaScript script, CancellationToken cancellationToken)
    {
        var facts = await SchemaFacts.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        foreach (var step in script.Steps.Where(s => facts.Holds(s.Condition)))
        {
            if (step.CreatedTable.Length > 0 && !facts.HasTable(step.CreatedTable))
            {
                // Before the table: an interruption between the two leaves a name without a table, which the next run makes.
                await RunAsync(Step("add_own_table").With("table", step.CreatedTable), cancellationToken).ConfigureAwait(false);
            }

            await RunAsync(new StoreStatement(script.Name, step.Sql), cancellationToken).ConfigureAwait(false);
        }

        var record = Step("add_migration").With("version", script.Version).With("name", script.Name).With("cox_version", ProductVersion);
        await RunAsync(record, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HashSet<int>> ReadVersionsAsync(CancellationToken cancellationToken)
    {
        var rows = await client.QueryAsync(
            Step("read_version"), static row => (Version: Convert.ToInt32(row.GetValue(0), CultureInfo.InvariantCulture), By: row.GetString(1)), cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 || rows[^1].Version <= SchemaScript.Newest
            ? [.. rows.Select(static row => row.Version)]
            : throw new StoreRejectedException(
                $"Database '{client.Database}' was brought to schema {rows[^1].Version} by cox {rows[^1].By}; this cox knows schemas up to {SchemaScript.Newest}. Update cox.");
    }

    /// <summary>The embedded engine has the window in its configuration, so that its tables stay exactly the exporter's.</summary>
    private async Task DeduplicateAsync(SchemaFacts facts, CancellationToken cancellationToken)
    {
        if (client.Address.IsEmbedded)
        {
            return;
        }

        foreach (var step in SchemaScript.Parse("000_deduplication.sql", SqlFile.Read("Queries/Schema/deduplication.sql")).Steps)
        {
            var table = step.Sql.Split(' ')[2].Replace("/*cluster*/", "", StringComparison.Ordinal);
            if (facts.CreateStatements.TryGetValue(table, out var create)
                && !create.Contains("Replicated", StringComparison.Ordinal) && !create.Contains("non_replicated_deduplication_window", StringComparison.Ordinal))
            {
                await RunAsync(new StoreStatement("deduplication", step.Sql), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<SchemaState> InspectAsync(string reason, CancellationToken cancellationToken)
    {
        var facts = await SchemaFacts.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        if (!facts.HasTable("coxswain_migrations"))
        {
            return new SchemaState(SchemaMode.ReadOnly, 0, [reason, "The typed tables are not there: only the raw tables can be read (cox sql)."]);
        }

        var applied = await ReadVersionsAsync(cancellationToken).ConfigureAwait(false);
        var version = applied.DefaultIfEmpty().Max();
        return SchemaScript.All.All(script => applied.Contains(script.Version))
            ? new SchemaState(SchemaMode.Complete, version, [])
            : new SchemaState(SchemaMode.ReadOnly, version, [reason, $"The typed tables are of schema {version}; this cox needs {SchemaScript.Newest}."]);
    }

    private static StoreStatement Step(string name) => StoreStatement.FromFile($"Queries/Schema/{name}.sql");

    private Task RunAsync(StoreStatement statement, CancellationToken cancellationToken) =>
        client.ExecuteAsync(statement with { Sql = SchemaStep.ForCluster(statement.Sql, options) }, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1510, Level = LogLevel.Information, Message = "Database {Database} brought to {Script}")]
        public static partial void Migrated(ILogger logger, string database, string script);

        [LoggerMessage(EventId = 1511, Level = LogLevel.Warning, Message = "Database {Database} is read as it is: {Reason}")]
        public static partial void NoRights(ILogger logger, string database, string reason);
    }
}
