namespace Coxswain.Core.Usage;

/// <summary>The requests of one <c>cost_status</c>.</summary>
/// <param name="Status">As the view <c>requests</c> documents it: <c>agrees</c>, <c>switched_answer</c>, <c>cut_try</c>, …</param>
/// <param name="OursUsd">Sum of our prices; <see langword="null"/> when none is known.</param>
/// <param name="CountedUsd">Sum of what counts.</param>
public sealed record PriceAgreement(
    string Status, long Requests, decimal? OursUsd, decimal? ReportedUsd, decimal? CountedUsd, IReadOnlyList<PriceAgreementExample> Examples)
{
    /// <summary>Whether the cost is unknown: no price for the model, or token counts that are unknown.</summary>
    public bool IsUnknown => Status is "unknown_model" or "bad_numbers" or "missing_numbers";

    /// <summary>Whether both figures are there and differ.</summary>
    public bool IsDisagreement => Status is not ("agrees" or "computed") && !IsUnknown;
}
