using System.Globalization;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>What may be done better, with the evidence for each.</summary>
/// <param name="ModelSwitchRecommendations">From what switches of the model were measured to have saved.</param>
/// <param name="WorkflowImprovements">From what failed.</param>
/// <param name="CostSavingOpportunities">From what was lost of the prompt cache.</param>
public sealed record OptimizationSuggestions(AdviceList ModelSwitchRecommendations, AdviceList WorkflowImprovements, AdviceList CostSavingOpportunities)
{
    /// <param name="caches">By cause.</param>
    public static OptimizationSuggestions Of(SwitchReport switches, ErrorRateReport errors, CacheReport caches)
    {
        ArgumentNullException.ThrowIfNull(switches);
        ArgumentNullException.ThrowIfNull(caches);
        return new OptimizationSuggestions(SwitchAdvice.Of(switches), OfErrors(errors), CacheAdvice.Of(caches));
    }

    public static AdviceList OfErrors(ErrorRateReport errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return errors.State == "no_data" ? new AdviceList(null, "No request is stored of this time.")
            : new AdviceList([.. errors.Suggestions.Select(Advice.Of)], errors.Suggestions.Count > 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"Nothing in {errors.GivenUp.Of:N0} requests says that a change would help."));
    }
}
