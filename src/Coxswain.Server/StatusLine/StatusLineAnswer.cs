using System.Text.Json;
using Coxswain.Core.Budgets;
using Coxswain.Core.Usage;

namespace Coxswain.Server.StatusLine;

/// <summary>What the store knows of a session for its status line.</summary>
/// <param name="Requests">Stored requests of the session, 0: none yet; <see langword="null"/>: the store could not be asked, see <paramref name="Problem"/>.</param>
/// <param name="CostUsd">Of the requests whose cost is known; <see langword="null"/> when none is.</param>
/// <param name="UnknownCostRequests">Requests without a known cost; when not 0, <paramref name="CostUsd"/> is only a part.</param>
/// <param name="Burn"><see langword="null"/> when there is too little to tell a rate from.</param>
/// <param name="AsOf">When the store was asked; <see langword="null"/> when it could not be.</param>
/// <param name="Problem">Why the store could not be asked; <see langword="null"/> when it answered.</param>
public sealed record StatusLineAnswer(long? Requests, decimal? CostUsd, long UnknownCostRequests, DateTimeOffset? LastRequest, SessionBurn? Burn, DateTimeOffset? AsOf, string? Problem)
{
    /// <summary><see langword="null"/>: there is none, its spend is not known, or nobody has summed it up yet.</summary>
    public StatusLineBudget? Budget { get; init; }

    /// <summary><see langword="null"/>: nothing to warn of, or nobody knows.</summary>
    public StatusLineCache? Cache { get; init; }

    /// <summary>The <see cref="Problem"/> of a store that may be only busy: nothing is known to be wrong with it.</summary>
    public const string Late = "The store did not answer in time.";

    internal static StatusLineAnswer Of(SpendReading reading) => reading.Spend is not { } spend
        ? new StatusLineAnswer(0, null, 0, null, null, reading.AsOf, null)
        : new StatusLineAnswer(spend.Requests, spend.CostUsd, spend.UnknownCostRequests, spend.LastRequest, spend.BurnAt(reading.AsOf), reading.AsOf, null);

    public static StatusLineAnswer Unavailable(string problem) => new(null, null, 0, null, null, null, problem);

    /// <summary>Reads what the daemon answered, member by member: the serializer takes longer to get ready than a status line may.</summary>
    /// <exception cref="JsonException">It is no such answer.</exception>
    public static StatusLineAnswer Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        try
        {
            var root = document.RootElement;
            return new StatusLineAnswer(
                Find(root, "requests")?.GetInt64(),
                Find(root, "costUsd")?.GetDecimal(),
                root.GetProperty("unknownCostRequests").GetInt64(),
                Find(root, "lastRequest")?.GetDateTimeOffset(),
                Find(root, "burn") is { } burn
                    ? new SessionBurn(burn.GetProperty("requests").GetInt64(), burn.GetProperty("overMinutes").GetDouble(), burn.GetProperty("costUsdPerHour").GetDecimal())
                    : null,
                Find(root, "asOf")?.GetDateTimeOffset(),
                Find(root, "problem")?.GetString())
            {
                Budget = Find(root, "budget") is { } budget ? ReadBudget(budget) : null,
                Cache = Find(root, "cache") is { } cache
                    ? new StatusLineCache(cache.GetProperty("expiresAt").GetDateTimeOffset(), cache.GetProperty("rebuildUsd").GetDecimal(), cache.GetProperty("asOf").GetDateTimeOffset())
                    : null,
            };
        }
        catch (Exception problem) when (problem is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException("No answer to a status line.", problem);
        }
    }

    private static StatusLineBudget ReadBudget(JsonElement budget) => new(
        budget.GetProperty("name").GetString() ?? "",
        Enum.TryParse<BudgetPeriod>(budget.GetProperty("period").GetString(), ignoreCase: true, out var period) ? period : throw new FormatException("No period of a budget."),
        budget.GetProperty("limitUsd").GetDecimal(),
        budget.GetProperty("leftUsd").GetDecimal(),
        budget.GetProperty("usedPercent").GetDouble(),
        budget.GetProperty("unknownCostRequests").GetInt64(),
        budget.GetProperty("isOverridden").GetBoolean(),
        budget.GetProperty("asOf").GetDateTimeOffset());

    private static JsonElement? Find(JsonElement answer, string member) => answer.GetProperty(member) is { ValueKind: not JsonValueKind.Null } value ? value : null;
}
