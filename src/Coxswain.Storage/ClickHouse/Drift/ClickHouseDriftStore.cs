using System.Data.Common;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry.Drift;

namespace Coxswain.Storage.ClickHouse.Drift;

internal sealed class ClickHouseDriftStore(StoreClient client) : IDriftStore
{
    public async Task<IReadOnlyList<ObservedField>> ReadObservedAsync(TimeRange range, CancellationToken cancellationToken)
    {
        var events = await client.QueryAsync(Windowed("observed_events", range), static row => Observed(row, isMetric: false), cancellationToken).ConfigureAwait(false);
        var metrics = await client.QueryAsync(Windowed("observed_metrics", range), static row => Observed(row, isMetric: true), cancellationToken).ConfigureAwait(false);
        return [.. events, .. metrics];
    }

    public Task<IReadOnlyList<SourceDrift>> ReadSourcesAsync(TimeRange range, CancellationToken cancellationToken) => client.QueryAsync(
        Windowed("sources", range),
        static row => new SourceDrift(
            row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6)) { WithoutId = row.GetInt64(7) },
        cancellationToken);

    public async Task<long> CountGatewayOnlyAsync(TimeRange range, CancellationToken cancellationToken)
        => (await client.QueryAsync(Windowed("gateway_only", range), static row => row.GetInt64(0), cancellationToken).ConfigureAwait(false)).Single();

    public Task<IReadOnlyList<SourceField>> ReadSourceFieldsAsync(TimeRange range, CancellationToken cancellationToken) => client.QueryAsync(
        Windowed("source_fields", range),
        static row => new SourceField(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
        cancellationToken);

    public Task<IReadOnlyList<TranscriptGap>> ReadTranscriptGapsAsync(CancellationToken cancellationToken) => client.QueryAsync(
        StoreStatement.FromFile("Queries/Drift/transcript_gaps.sql"),
        static row => new TranscriptGap(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3)),
        cancellationToken);

    public async Task<HookArrivals> ReadHookArrivalsAsync(TimeRange range, CancellationToken cancellationToken)
    {
        var rows = await client.QueryAsync(
            Windowed("hook_arrivals", range), static row => new HookArrivals(row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))), cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? new HookArrivals(0, null) : rows[0];
    }

    private static ObservedField Observed(DbDataReader row, bool isMetric) =>
        new(row.GetString(0), isMetric, row.GetString(1), row.GetString(2), row.GetInt64(3));

    private static StoreStatement Windowed(string name, TimeRange range) => StoreStatement.FromFile($"Queries/Drift/{name}.sql")
        .With("since_ms", range.From.ToUnixTimeMilliseconds())
        .With("until_ms", range.To.ToUnixTimeMilliseconds());
}
