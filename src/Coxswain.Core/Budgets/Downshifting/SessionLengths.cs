using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Downshifting;

/// <summary>How long the user's sessions last, learned from those of the last months; asked for once in a while.</summary>
internal sealed class SessionLengths(IUsageStore usage, SpendWatch watch, TimeProvider clock)
{
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Reach = TimeSpan.FromDays(90);

    /// <summary>A session that rested for so long is over.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromHours(6);

    private RemainingTurns? _learned;
    private DateTimeOffset _asOf;

    /// <returns>The stated prior alone, while the store cannot be asked.</returns>
    public async Task<RemainingTurns> LearnAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_learned is { } learned && now - _asOf is var age && age >= TimeSpan.Zero && age < Holds)
        {
            return learned;
        }

        IReadOnlyList<UsageRow>? rows = null;
        await watch.AskAsync(
            async () => rows = await usage.ReadAsync(UsageGrouping.Session, new UsageFilter(now - Reach, null, TimeZoneInfo.Utc, "", "", ""), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (rows is null)
        {
            return _learned ?? RemainingTurns.Assumed;
        }

        var made = RemainingTurns.Learn(rows.Where(static row => row.Key.Length > 0)
            .Select(row => new SessionLength((int)Math.Min(int.MaxValue, row.Totals.Requests), now - row.Totals.LastRequest > Rest)));
        (_learned, _asOf) = (made, now);
        return made;
    }
}
