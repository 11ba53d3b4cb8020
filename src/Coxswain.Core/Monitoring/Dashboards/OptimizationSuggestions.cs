using System.Globalization;
using Coxswain.Core.Budgets.Efficiency;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Tools;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>What may be done better, with the evidence for each.</summary>
/// <param name="ModelSwitchRecommendations">From what routine tasks cost on different models, and what switches of the model were measured to have saved.</param>
/// <param name="WorkflowImprovements">From what failed, and from ways of using tools that were better than others.</param>
/// <param name="CostSavingOpportunities">From what was lost of the prompt cache.</param>
public sealed record OptimizationSuggestions(AdviceList ModelSwitchRecommendations, AdviceList WorkflowImprovements, AdviceList CostSavingOpportunities)
{
    /// <param name="caches">By cause.</param>
    /// <param name="models"><see langword="null"/>: not asked.</param>
    /// <param name="ways"><see langword="null"/>: not asked.</param>
    public static OptimizationSuggestions Of(SwitchReport switches, ErrorRateReport errors, CacheReport caches, ModelEfficiencyReport? models = null, ToolSequenceReport? ways = null)
    {
        ArgumentNullException.ThrowIfNull(switches);
        ArgumentNullException.ThrowIfNull(caches);
        var switched = SwitchAdvice.Of(switches);
        return new OptimizationSuggestions(models is null ? switched : RoutineAdvice.Of(models).And(switched), OfErrors(errors).And(ways is null ? null : WayAdvice.Of(ways)), CacheAdvice.Of(caches));
    }

    public static AdviceList OfErrors(ErrorRateReport errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return errors.State == "no_data" ? new AdviceList(null, "No request is stored of this time.")
            : new AdviceList([.. errors.Suggestions.Select(Advice.Of)], errors.Suggestions.Count > 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"Nothing in {errors.GivenUp.Of:N0} requests says that a change would help."));
    }
}
