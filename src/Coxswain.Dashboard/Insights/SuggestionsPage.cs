using Coxswain.Core.Monitoring.Dashboards;
using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Insights;

/// <summary>What may be done better, each with its evidence and what does it.</summary>
public sealed class SuggestionsPage(SuggestionReader reader) : IPage
{
    public PagePlace Place { get; } = new("/suggestions", "Home", "Suggestions");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var data = await reader.ReadAsync(request.Filter, null, cancellationToken).ConfigureAwait(false);
        return new PageReading(
            "Suggestions",
            [
                Card("switches", "Models", "What switches of the model were measured to have saved, with the 95 % interval.", static all => all.ModelSwitchRecommendations, data),
                Card("savings", "Prompt cache", "What turns lost of the prompt cache, by cause.", static all => all.CostSavingOpportunities, data),
                Card("workflow", "Workflow", "What failed, and what helps against it.", static all => all.WorkflowImprovements, data),
            ],
            data.AsOf,
            null);
    }

    private static PageCard Card(string id, string title, string counted, Func<OptimizationSuggestions, AdviceList> of, SuggestionAnswers data)
        => new(id, typeof(SuggestionKindCard), new Dictionary<string, object?> { ["Id"] = id, ["Title"] = title, ["Counted"] = counted, ["Of"] = of, ["Data"] = data });
}
