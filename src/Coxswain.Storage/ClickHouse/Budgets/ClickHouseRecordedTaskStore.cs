using System.Data.Common;
using Coxswain.Core.Budgets.Recommending.Recorded;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Budgets;

/// <summary>Tasks from the typed tables. A row's words and tool calls become hashes and counts while it is current: what is held at a time is one row's.</summary>
internal sealed class ClickHouseRecordedTaskStore(StoreClient client, UsageRollup? rollup = null) : IRecordedTaskStore
{
    /// <summary>Of one task; further ones do not count.</summary>
    private const uint MostCalls = 500;

    /// <summary>Rows of requests that are looked through for the newest tasks: more than nearly any task has, with its subagents and before rows of one request are merged.</summary>
    private const ulong RowsOfTask = 100;

    private const byte Succeeded = 1;
    private const byte Failed = 0;

    /// <summary>A prompt that began in time may go on for so long.</summary>
    private const long LongestPromptSeconds = 86_400;

    private readonly SessionRows<RecordedTask> _tasks = new(client, rollup, static task => task.SessionId, static task => task.Started);

    public Task<IReadOnlyList<RecordedTask>> ReadAsync(DateTimeOffset since, int most, CancellationToken cancellationToken)
        => ReadAsync(since.ToUnixTimeSeconds(), Everything, most, isAskedAgain: false, cancellationToken);

    public Task<IReadOnlyList<RecordedTask>> ReadAsync(UsageFilter filter, int most, CancellationToken cancellationToken)
        => ReadAsync((filter.Since ?? DateTimeOffset.UnixEpoch).ToUnixTimeSeconds(), filter, most, filter.Until is null, cancellationToken);

    private Task<IReadOnlyList<RecordedTask>> ReadAsync(long sinceSeconds, UsageFilter filter, int most, bool isAskedAgain, CancellationToken cancellationToken)
        => _tasks.ReadAsync(isAskedAgain, KeptRequests.ViewFor(filter, "requests_costed"), Statement(sinceSeconds, filter, most), Task, most, cancellationToken);

    private static readonly UsageFilter Everything = new(null, null, TimeZoneInfo.Utc, "", "", "");

    private static StoreStatement Statement(long sinceSeconds, UsageFilter filter, int most)
    {
        var end = (filter.Until ?? UsageFilterParameters.NoEnd).ToUnixTimeMilliseconds();
        return StoreStatement.FromFile("Queries/Budgets/tasks.sql")
            .With("since_s", sinceSeconds)
            .With("seen_until_s", Math.Min((end / 1000) + LongestPromptSeconds, uint.MaxValue))
            .With("started_since_ms", (filter.Since ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds())
            .With("started_until_ms", end)
            .With("project", UsageFilterParameters.Folder(filter.Project))
            .With("limit", (uint)Math.Max(0, most))
            .With("rows", (ulong)Math.Max(0, most) * RowsOfTask)
            .With("calls", MostCalls);
    }

    private static RecordedTask Task(DbDataReader row)
    {
        var (model, share) = Model((string[])row.GetValue(3), (ulong[])row.GetValue(4));
        var isTold = UsageFields.Count(row.GetValue(7)) != 0;
        var trail = isTold ? ToolTrail.Of(Steps(row)) : null;
        return new RecordedTask(row.GetString(0), UsageFields.Moment(row.GetValue(1)), UsageFields.Moment(row.GetValue(2)), model, share, UsageFields.Money(row.GetValue(5)))
        {
            Features = TaskFeatures.Of(row.IsDBNull(8) || row.GetString(8).Length == 0 ? null : row.GetString(8), trail?.Tools, trail?.Files, UsageFields.Count(row.GetValue(6))),
            Trail = trail,
            Asked = UsageFields.Count(row.GetValue(21)) is > 0 and var asked ? DateTimeOffset.FromUnixTimeMilliseconds(asked) : null,
            IsInterrupted = UsageFields.Count(row.GetValue(9)) != 0,
            RepeatedRequests = isTold ? (int)UsageFields.Count(row.GetValue(10)) : null,
            EndedInError = UsageFields.Count(row.GetValue(11)) != 0,
        };
    }

    private static (string Model, double Share) Model(string[] models, ulong[] requests)
    {
        var most = Enumerable.Range(0, models.Length).MaxBy(index => requests[index]);
        return (models[most], requests[most] / requests.Sum(static count => (double)count));
    }

    private static List<ToolStep> Steps(DbDataReader row)
    {
        var (tools, ends, files) = ((string[])row.GetValue(12), (byte[])row.GetValue(13), (ulong[])row.GetValue(14));
        var (rejections, aborts, detailed) = ((byte[])row.GetValue(15), (byte[])row.GetValue(16), (byte[])row.GetValue(17));
        var (befores, afters, undoings) = ((ulong[])row.GetValue(18), (ulong[])row.GetValue(19), (byte[])row.GetValue(20));
        return [.. tools.Select((tool, i) => new ToolStep(
            tool,
            ends[i] switch { Succeeded => true, Failed => false, _ => null },
            Told(files[i]),
            rejections[i] != 0,
            aborts[i] != 0,
            detailed[i] != 0,
            Told(befores[i]),
            Told(afters[i]),
            undoings[i] != 0))];
    }

    private static ulong? Told(ulong hash) => hash == 0 ? null : hash;
}
