namespace Coxswain.Core.Budgets.Admission;

/// <summary>Spend that the store does not have: of calls under way and of those whose end nobody saw. Estimates, rather too high.</summary>
public sealed record OpenSpend(int UnderWayCalls, decimal UnderWayUsd, int UnseenCalls, decimal UnseenUsd)
{
    public static OpenSpend Nothing { get; } = new(0, 0, 0, 0);

    public decimal TotalUsd => UnderWayUsd + UnseenUsd;
}
