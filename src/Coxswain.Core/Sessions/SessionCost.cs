namespace Coxswain.Core.Sessions;

/// <summary>The requests of a session with one <c>cost_status</c>, such as <c>cut_try</c>: tries that broke off and were paid for.</summary>
/// <param name="OursUsd">Sum of our prices; <see langword="null"/> when none is known.</param>
/// <param name="ReportedUsd">Sum of what the client reported request by request; <see langword="null"/> when it reported nothing.</param>
/// <param name="CountedUsd">Sum of what counts.</param>
public sealed record SessionCost(string Status, long Requests, decimal? OursUsd, decimal? ReportedUsd, decimal? CountedUsd)
{
    /// <summary>Whether the client's figures are there and differ from ours.</summary>
    public bool IsDisagreement => ReportedUsd is not null && Status is not ("agrees" or "unknown_model" or "bad_numbers" or "missing_numbers");
}
