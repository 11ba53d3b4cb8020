namespace Coxswain.Core.Budgets.Replay.Policies;

/// <summary>The policies there are by name, and those of files.</summary>
internal static class ReplayPolicies
{
    private const string AllOf = "all-";

    /// <param name="problems">Filled when there is no such policy; the answer is then <see langword="null"/>.</param>
    public static IReplayPolicy? Find(ReplayQuestion question, ReplayModels models, DateTimeOffset now, Dictionary<string, string> problems)
    {
        if (question.Rules is { } rules)
        {
            return RulePolicyReader.Read(rules, models, problems);
        }

        var families = models.Families(now);
        switch (question.Policy.ToLowerInvariant())
        {
            case "do-nothing" or "nothing":
                return new DoNothingPolicy();
            case "recommended":
                return new RecommendedPolicy(models);
            case var name when name.StartsWith(AllOf, StringComparison.Ordinal) && families.Contains(name[AllOf.Length..]):
                return new FamilyPolicy(models, name[AllOf.Length..]);
            default:
                problems["policy"] = $"There are do-nothing, recommended, {string.Join(", ", families.Select(static family => AllOf + family))}; or give the rules of a policy file.";
                return null;
        }
    }
}
