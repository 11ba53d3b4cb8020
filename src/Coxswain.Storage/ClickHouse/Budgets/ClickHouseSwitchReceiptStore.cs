using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Pricing;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Budgets;

/// <summary>Switches from their table, and the requests after them. Whatever an event told, its row can be read: what cannot be right is a gap that is named.</summary>
internal sealed class ClickHouseSwitchReceiptStore(StoreClient client, UsageRollup? rollup = null) : ISwitchReceiptStore
{
    /// <summary>The tokenizers of two models differ by less.</summary>
    private const double MostFactor = 10;

    /// <summary>No model's window is as large.</summary>
    private const long MostTokens = 1_000_000_000;

    private static readonly DateTimeOffset LastUntil = new(2299, 12, 31, 0, 0, 0, TimeSpan.Zero);

    public Task<IReadOnlyList<RecordedSwitch>> ReadAsync(string session, DateTimeOffset since, int limit, CancellationToken cancellationToken) => client.QueryAsync(
        StoreStatement.FromFile("Queries/Budgets/switches.sql").With("session", session).With("since_ms", since.ToUnixTimeMilliseconds()).With("limit", (uint)Math.Max(0, limit)),
        Switch,
        cancellationToken);

    public async Task<IReadOnlyList<ConversationRequest>> ReadRequestsAsync(IReadOnlyCollection<string> sessions, DateTimeOffset since, int limit, CancellationToken cancellationToken) => sessions.Count == 0
        ? []
        : await client.QueryRequestsAsync(
            rollup,
            "requests_resolved",
            StoreStatement.FromFile("Queries/Budgets/switched_requests.sql").With("sessions", sessions).With("since_ms", since.ToUnixTimeMilliseconds()).With("limit", (uint)Math.Max(0, limit)),
            Request,
            cancellationToken).ConfigureAwait(false);

    public Task<IReadOnlyList<ConversationLength>> ReadLengthsAsync(DateTimeOffset since, CancellationToken cancellationToken) => client.QueryRequestsAsync(
        rollup,
        "requests_resolved",
        StoreStatement.FromFile("Queries/Budgets/conversation_lengths.sql").With("since_ms", since.ToUnixTimeMilliseconds()),
        static row => new ConversationLength(UsageFields.Count(row.GetValue(0)) != 0, (int)Math.Min(int.MaxValue, UsageFields.Count(row.GetValue(1))), UsageFields.Moment(row.GetValue(2))),
        cancellationToken);

    private static RecordedSwitch Switch(DbDataReader row)
    {
        var moment = Named<SwitchMoment>(row.GetString(6));
        var factor = row.IsDBNull(18) ? double.NaN : row.GetDouble(18);
        var cache = Cache(row);
        var receipt = new SwitchReceipt
        {
            At = UsageFields.Moment(row.GetValue(0)),
            SessionId = row.GetString(2),
            From = row.GetString(4),
            To = row.GetString(5),
            Moment = moment ?? default,
            Why = row.GetString(8),
            IsForced = UsageFields.Count(row.GetValue(7)) != 0,
            ExpectedSavingUsd = UsageFields.Money(row.GetValue(11)),
            LowUsd = UsageFields.Money(row.GetValue(12)),
            HighUsd = UsageFields.Money(row.GetValue(13)),
            StayingWouldCostUsd = UsageFields.Money(row.GetValue(14)),
            Cache = cache ?? CacheState.Cold(default),
            TokenFactor = factor,
        };
        return new RecordedSwitch(receipt, row.GetString(3), moment, row.GetString(9), row.IsDBNull(10) ? null : row.GetDouble(10), UsageFields.Moment(row.GetValue(1)), Gap(receipt, cache));
    }

    private static string Gap(SwitchReceipt receipt, CacheState? cache) =>
        receipt.SessionId.Length == 0 ? "The client named no session: which requests came afterwards cannot be told."
        : receipt.From.Length == 0 || receipt.To.Length == 0 ? "The receipt does not name both models."
        : cache is null ? "The receipt does not say what the old model's cache held."
        : receipt.TokenFactor is >= 1 / MostFactor and <= MostFactor ? ""
        : "The receipt does not say how the models' tokens compare.";

    /// <returns><see langword="null"/>: not told, or it cannot be right.</returns>
    private static CacheState? Cache(DbDataReader row)
    {
        if (Named<CacheLifetime>(row.GetString(17)) is not { } lifetime)
        {
            return null;
        }

        if (row.GetString(16) is { Length: 0 })
        {
            return CacheState.Cold(lifetime);
        }

        return !row.IsDBNull(15) && row.GetInt64(15) is >= 0 and <= MostTokens and var tokens
            && long.TryParse(row.GetString(16), NumberStyles.None, CultureInfo.InvariantCulture, out var until) && until <= LastUntil.ToUnixTimeMilliseconds()
            ? new CacheState(tokens, DateTimeOffset.FromUnixTimeMilliseconds(until), lifetime)
            : null;
    }

    private static ConversationRequest Request(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        UsageFields.Moment(row.GetValue(2)),
        row.IsDBNull(3) ? null : UsageFields.Moment(row.GetValue(3)),
        row.GetString(4),
        Enumerable.Range(5, 5).Any(row.IsDBNull)
            ? null
            : new TokenUsage(Number(row, 5), Number(row, 6), Number(row, 7), Number(row, 8), Number(row, 9), Number(row, 10), row.GetString(11), row.GetString(12), row.GetString(13)));

    private static long Number(DbDataReader row, int field) => UsageFields.Count(row.GetValue(field));

    /// <summary><see langword="null"/> for a word of another version.</summary>
    private static T? Named<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()) == word)
            {
                return value;
            }
        }

        return null;
    }
}
