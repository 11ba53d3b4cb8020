using Coxswain.Core.Budgets.Switching;

namespace Coxswain.Core.Budgets.Replay.Policies;

/// <summary>The first rule that holds decides; where none does, the user's own model stays.</summary>
internal sealed class RulePolicy(ReplayModels models, string name, IReadOnlyList<ReplayRule> rules) : IReplayPolicy
{
    public const string Recorded = "recorded";
    public const string Recommended = "recommended";

    private readonly RecommendedPolicy _recommended = new(models);

    public string Name => name;

    public string Words => $"The first of {rules.Count} rules that holds decides; where none does, the model stays.";

    public string? Choose(ReplayMoment moment) => rules.FirstOrDefault(rule => Holds(rule, moment)) is { } rule ? Model(rule.Model, moment) : null;

    private string? Model(string model, ReplayMoment moment) => model switch
    {
        Recorded => null,
        Recommended => _recommended.Choose(moment),
        _ => models.Newest(model, moment.At) ?? (models.Catalog.Find(model) is null ? null : model),
    };

    private bool Holds(ReplayRule rule, ReplayMoment moment)
        => (rule.Looks.Count == 0 || rule.Looks.Contains(models.Prior.Difficulty.Of(moment.Task).Likeliest))
            && (rule.Terms.Count == 0 || rule.Terms.Any(term => moment.Task.Terms?.Contains(term) == true))
            && (rule.Agent is null || rule.Agent == moment.IsSubagent)
            && (rule.Families.Count == 0 || rule.Families.Contains(models.Family(moment.ModelId)))
            && (rule.PromptTokensBelow is null || moment.PromptTokens < rule.PromptTokensBelow)
            && (!rule.IsFree || moment.Moment.IsFree());
}
