using System.Data.Common;
using Coxswain.Core.Tools;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Tools;

/// <summary>Tool calls from the typed tables, with the cost of the requests that asked for them.</summary>
internal sealed class ClickHouseToolStore(StoreClient client, UsageRollup? rollup = null) : IToolStore
{
    /// <summary>Of one call before they are merged: the event's two, and the transcript's two.</summary>
    private const uint RowsOfCall = 4;

    private const byte Succeeded = 1;
    private const byte Failed = 0;

    private readonly SessionRows<ToolCall> _calls = new(
        client, rollup, static call => call.SessionId, static call => call.At, static (one, other) => one.At.CompareTo(other.At) is not 0 and var order ? order : string.CompareOrdinal(one.Id, other.Id));

    public Task<IReadOnlyList<ToolUse>> ReadToolsAsync(UsageFilter filter, CancellationToken cancellationToken)
        => client.QueryRequestsAsync(rollup, KeptRequests.ViewFor(filter, "requests_resolved"), Statement("tools", filter), Use, cancellationToken);

    public Task<IReadOnlyList<ToolCall>> ReadCallsAsync(UsageFilter filter, int most, CancellationToken cancellationToken)
    {
        var isAny = filter is { Until: null, Project: "", Model: "", Session: "" };
        return _calls.ReadAsync(
            KeptRequests.IsAskedAgain(filter),
            KeptRequests.ViewFor(filter, "requests_costed"),
            Statement("calls", filter).With("limit", (uint)Math.Max(0, most)).With("keys", isAny ? (ulong)Math.Max(0, most) * RowsOfCall : long.MaxValue),
            Call,
            most,
            cancellationToken);
    }

    private static StoreStatement Statement(string name, UsageFilter filter) => StoreStatement.FromFile($"Queries/Tools/{name}.sql").Filtered(filter);

    private static ToolUse Use(DbDataReader row)
    {
        var (timed, sized) = (row.GetInt64(6), row.GetInt64(9));
        return new ToolUse(
            row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5),
            timed, timed == 0 ? null : row.GetInt64(7), timed == 0 ? null : row.GetInt64(8), sized, sized == 0 ? null : row.GetInt64(10), UsageFields.Moment(row.GetValue(11)));
    }

    private static ToolCall Call(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        UsageFields.Moment(row.GetValue(5)),
        row.IsDBNull(6) ? null : UsageFields.Moment(row.GetValue(6)),
        row.IsDBNull(7) ? null : UsageFields.Moment(row.GetValue(7)),
        UsageFields.Count(row.GetValue(8)) switch { Succeeded => true, Failed => false, _ => null },
        UsageFields.Count(row.GetValue(9)) != 0,
        row.GetString(10),
        UsageFields.Money(row.GetValue(11)));
}
