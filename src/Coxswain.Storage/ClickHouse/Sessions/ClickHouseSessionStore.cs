using System.Data.Common;
using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Sessions;
using Coxswain.Storage.ClickHouse.Recovery;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Sessions;

/// <summary>Sessions from the typed tables.</summary>
internal sealed class ClickHouseSessionStore(StoreClient client, UsageRollup? rollup = null) : ISessionStore
{
    private static readonly TimeRange StorableRange = new(DateTimeOffset.UnixEpoch, new DateTimeOffset(2299, 12, 31, 0, 0, 0, TimeSpan.Zero));

    private static readonly (int Bit, string Name)[] Sources = [(1, "otlp"), (2, "transcripts"), (4, "gateway")];

    public Task<IReadOnlyList<SessionSummary>> ListAsync(SessionFilter filter, CancellationToken cancellationToken) => client.QueryRequestsAsync(
        rollup,
        "requests_costed",
        Statement("list")
            .With("session", filter.SessionId)
            .With("project", filter.Project.Length > 1 ? filter.Project.TrimEnd('/') : filter.Project)
            .With("since_ms", (filter.Since ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds())
            .With("until_ms", (filter.Until ?? StorableRange.To).ToUnixTimeMilliseconds())
            .With("text", filter.Text)
            .With("model", filter.Model.Length > 0 ? ModelId.Normalise(filter.Model) : "")
            .With("limit", (uint)Math.Max(0, filter.Limit)),
        Summary,
        cancellationToken);

    public Task<TimeRange?> ReadSpanAsync(CancellationToken cancellationToken) => UsageFields.SpanAsync(client, Statement("span"), cancellationToken);

    public async Task<SessionDetail?> FindAsync(string sessionId, CancellationToken cancellationToken)
    {
        var found = await ListAsync(new SessionFilter("", sessionId, null, 1), cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return null;
        }

        var counts = await client.QueryAsync(
            Statement("counts").With("session", sessionId), static row => (Count(row, 0), Count(row, 1), Count(row, 2)), cancellationToken).ConfigureAwait(false);
        var tools = await client.QueryAsync(
            Statement("tools").With("session", sessionId),
            static row => new SessionTool(row.GetString(0), Count(row, 1), Count(row, 2), Count(row, 3), Count(row, 4), Count(row, 5)),
            cancellationToken).ConfigureAwait(false);
        var agents = await client.QueryRequestsAsync(
            rollup,
            "requests_costed",
            Statement("agents").With("session", sessionId),
            static row => new SessionAgent(row.GetString(0), row.GetString(1), row.GetString(2), Count(row, 3), CountOrNull(row, 4), UsageFields.Money(row.GetValue(5)), Count(row, 6)),
            cancellationToken).ConfigureAwait(false);
        var costs = await client.QueryRequestsAsync(
            rollup,
            "requests_costed",
            Statement("costs").With("session", sessionId),
            static row => new SessionCost(row.GetString(0), Count(row, 1), UsageFields.Money(row.GetValue(2)), UsageFields.Money(row.GetValue(3)), UsageFields.Money(row.GetValue(4))),
            cancellationToken).ConfigureAwait(false);
        var total = await ReadClientTotalsAsync(sessionId, StorableRange, 1, cancellationToken).ConfigureAwait(false);
        var (prompts, compactions, uncertain) = counts[0];
        var (errors, failedTries) = await ReadErrorsAsync(sessionId, cancellationToken).ConfigureAwait(false);
        return new SessionDetail(found[0], prompts, errors, failedTries, compactions, costs, total.Count > 0 ? total[0] : null, tools, agents) { UncertainPrompts = uncertain };
    }

    /// <summary>As the session's error analysis counts them.</summary>
    private async Task<(long Errors, long FailedTries)> ReadErrorsAsync(string sessionId, CancellationToken cancellationToken)
    {
        var failures = new ClickHouseFailureStore(client, rollup);
        var failed = await failures.ReadFailuresAsync(sessionId, ErrorAnalyzer.Most, cancellationToken).ConfigureAwait(false);
        if (failed.Count == 0)
        {
            return (0, 0);
        }

        var analysis = ErrorAnalyzer.Analyze(
            sessionId, failed, await failures.ReadAnsweredAsync(sessionId, ErrorAnalyzer.Most, cancellationToken).ConfigureAwait(false), isSuggesting: false, DateTimeOffset.UnixEpoch);
        return (analysis.GivenUp.Count, analysis.FailedTries);
    }

    public Task<IReadOnlyList<string>> MatchAsync(string start, int limit, CancellationToken cancellationToken) => client.QueryAsync(
        Statement("match").With("session", start).With("limit", (uint)Math.Max(0, limit)), static row => row.GetString(0), cancellationToken);

    public Task<IReadOnlyList<SessionClientTotal>> ReadClientTotalsAsync(string sessionId, TimeRange range, int limit, CancellationToken cancellationToken) => client.QueryAsync(
        Statement("client_totals")
            .With("session", sessionId)
            .With("since_ms", range.From.ToUnixTimeMilliseconds())
            .With("until_ms", range.To.ToUnixTimeMilliseconds())
            .With("limit", (uint)Math.Max(0, limit)),
        static row => new SessionClientTotal(
            row.GetString(0), UsageFields.Moment(row.GetValue(1)), UsageFields.Money(row.GetValue(2)) ?? 0, UsageFields.Money(row.GetValue(3)) ?? 0, Count(row, 4), Count(row, 5), Count(row, 6),
            Count(row, 4) > 0 ? UsageFields.Moment(row.GetValue(7)) : null)
        {
            OriginSessionId = row.GetString(8),
            OriginTotalUsd = UsageFields.Money(row.GetValue(9)),
            ToldBy = row.GetString(10),
            UnfinishedUsd = UsageFields.Money(row.GetValue(11)) ?? 0,
        },
        cancellationToken);

    private static SessionSummary Summary(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        UsageFields.Moment(row.GetValue(6)),
        UsageFields.Moment(row.GetValue(7)),
        Count(row, 8),
        CountOrNull(row, 9),
        CountOrNull(row, 10),
        CountOrNull(row, 11),
        CountOrNull(row, 12),
        Count(row, 13),
        UsageFields.Money(row.GetValue(14)),
        Count(row, 15),
        UsageFields.Money(row.GetValue(16)),
        (string[])row.GetValue(17),
        [.. Sources.Where(source => (Count(row, 18) & source.Bit) != 0).Select(source => source.Name)])
    {
        OriginSessionId = row.GetString(19),
    };

    private static long? CountOrNull(DbDataReader row, int field) => row.IsDBNull(field) ? null : Count(row, field);

    private static long Count(DbDataReader row, int field) => Convert.ToInt64(row.GetValue(field), CultureInfo.InvariantCulture);

    private static StoreStatement Statement(string name) => StoreStatement.FromFile($"Queries/Sessions/{name}.sql");
}
