using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Switching;

/// <summary>What a switch has really saved so far. What staying would have cost is worked out: the same turns at the old model's price, with its cache kept warm.</summary>
/// <param name="Turns">Requests the new model has answered since.</param>
/// <param name="ActualUsd"><see langword="null"/> when a price is not known, as with the one below.</param>
/// <param name="StayingUsd">On the old model.</param>
/// <param name="Why">Why nothing can be said; empty when something can.</param>
public sealed record RealisedSaving(int Turns, decimal? ActualUsd, decimal? StayingUsd, string Why)
{
    /// <summary>Below zero when the switch has cost money; <see langword="null"/> when nothing can be said.</summary>
    public decimal? SavedUsd => StayingUsd - ActualUsd;

    /// <param name="later">The conversation's requests since the switch in order, without those of subagents. Counts up to the first that another model answered.</param>
    public static RealisedSaving Of(SwitchReceipt receipt, IEnumerable<SessionRequest> later, PriceBook prices)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(later);
        ArgumentNullException.ThrowIfNull(prices);
        var target = ModelId.Normalise(receipt.To);
        var (turns, actual, staying) = (0, 0m, 0m);
        var old = new SupposedCache(receipt.Cache, receipt.TokenFactor);
        foreach (var request in later.Where(request => request.At >= receipt.At).TakeWhile(request => ModelId.Normalise(request.Model) == target))
        {
            if (prices.Cost(request.Usage, receipt.To, request.At) is not { } cost)
            {
                return Unknown(turns, receipt.To, request.At);
            }

            if (prices.Cost(old.Answer(request), receipt.From, request.At) is not { } supposed)
            {
                return Unknown(turns, receipt.From, request.At);
            }

            turns++;
            actual += cost;
            staying += supposed;
        }

        return new RealisedSaving(turns, actual, staying, "");
    }

    private static RealisedSaving Unknown(int turns, string model, DateTimeOffset at)
        => new(turns, null, null, FormattableString.Invariant($"The price book has no price of such a request to {model} at {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC."));
}
