using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Budgets.Switching.Recorded;

namespace Coxswain.Core.Budgets.Downshifting;

/// <summary>How long the user's conversations last, learned from those of the last months, subagents' apart; asked for once in a while.</summary>
internal sealed class ConversationLengths(ISwitchReceiptStore store, SpendWatch watch, TimeProvider clock)
{
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Reach = TimeSpan.FromDays(90);

    /// <summary>One that rested for so long is over.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromHours(6);

    private (RemainingTurns Main, RemainingTurns Subagents)? _learned;
    private DateTimeOffset _asOf;

    /// <returns>The stated prior alone, while the store cannot be asked.</returns>
    public async Task<RemainingTurns> LearnAsync(bool isSubagent, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_learned is null || now - _asOf is var age && (age < TimeSpan.Zero || age >= Holds))
        {
            await watch.AskAsync(
                async () =>
                {
                    var lengths = await store.ReadLengthsAsync(now - Reach, cancellationToken).ConfigureAwait(false);
                    RemainingTurns Learn(bool ofSubagents)
                        => RemainingTurns.Learn(lengths.Where(one => one.IsSubagent == ofSubagents).Select(one => new SessionLength(one.Turns, now - one.Last > Rest)));
                    (_learned, _asOf) = ((Learn(false), Learn(true)), now);
                },
                cancellationToken).ConfigureAwait(false);
        }

        return _learned is { } learned ? isSubagent ? learned.Subagents : learned.Main : RemainingTurns.Assumed;
    }
}
