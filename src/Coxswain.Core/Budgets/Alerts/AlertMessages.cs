namespace Coxswain.Core.Budgets.Alerts;

/// <summary>What is said when a threshold is crossed.</summary>
public static class AlertMessages
{
    /// <summary>At 100 percent, in place of <see cref="Of"/>, when the budget really does so.</summary>
    public const string ExceededForcing = "Budget exceeded - forcing Haiku mode";

    /// <param name="percent">One of <see cref="ThresholdCrossings.Percents"/>.</param>
    public static string Of(int percent) => percent switch
    {
        50 => "Budget halfway reached",
        80 => "Approaching budget limit - consider Haiku",
        95 => "CRITICAL: Budget nearly exhausted",
        100 => "Budget exceeded",
        _ => throw new ArgumentOutOfRangeException(nameof(percent), percent, "Not a threshold."),
    };
}
