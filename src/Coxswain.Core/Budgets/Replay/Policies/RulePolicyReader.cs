using System.Text.Json;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Replay.Policies;

/// <summary>Reads a policy file and checks it as a whole: a file is used without a problem or not at all. docs/replay.md describes it.</summary>
internal static class RulePolicyReader
{
    private const int Schema = 1;
    private const int MostRules = 200;
    private static readonly string[] Looks = [.. Enum.GetNames<TaskDifficulty>().Select(static name => name.ToLowerInvariant())];

    /// <param name="found">Is given all problems in one text; the answer is then <see langword="null"/>.</param>
    public static RulePolicy? Read(JsonElement root, ReplayModels models, Dictionary<string, string> found)
    {
        var problems = new List<string>();
        RulePolicy? policy = null;
        if (root.ValueKind == JsonValueKind.Object)
        {
            var file = new JsonPlace(root, "$", problems);
            file.OnlyKnows("schema", "name", "rules");
            if (file.Number("schema", 0, 1000) != Schema)
            {
                file.Problem("schema", $"must be {Schema}");
            }

            var rules = file.Objects("rules").Take(MostRules + 1).Select(place => Rule(place, models)).ToList();
            if (rules.Count > MostRules)
            {
                file.Problem("rules", $"must not be more than {MostRules}");
            }

            policy = new RulePolicy(models, file.Text("name", required: true), rules);
        }
        else
        {
            problems.Add("$: must be a JSON object");
        }

        if (problems.Count == 0)
        {
            return policy;
        }

        found["policy"] = string.Join("; ", problems);
        return null;
    }

    private static ReplayRule Rule(JsonPlace place, ReplayModels models)
    {
        place.OnlyKnows("when", "model");
        var model = place.Text("model", required: true);
        if (model.Length > 0 && model is not (RulePolicy.Recorded or RulePolicy.Recommended) && models.Prior.Family(model) is null && models.Catalog.Find(model) is null)
        {
            place.Problem("model", "must be a known model, a family, \"recommended\" or \"recorded\"");
        }

        var when = place.Object("when", required: false);
        when?.OnlyKnows("looks", "words", "agent", "family", "prompt_tokens_below", "free");
        return new ReplayRule(
            [.. Texts(when, "looks", static look => Looks.Contains(look), $"must be of {string.Join(", ", Looks)}").Select(static look => (TaskDifficulty)Array.IndexOf(Looks, look))],
            [.. Texts(when, "words", TaskWords.IsTerm, "must be one word or two each, and none that every text has").Select(TaskWords.Term)],
            when?.Has("agent") == true ? when.Flag("agent") : null,
            Texts(when, "family", family => models.Prior.Family(family) is not null, "must be families of models"),
            when?.Has("prompt_tokens_below") == true ? (long)when.Number("prompt_tokens_below", 1, 100_000_000) : null,
            when?.Has("free") == true && when.Flag("free"),
            model);
    }

    private static IReadOnlyList<string> Texts(JsonPlace? place, string name, Func<string, bool> isGood, string what)
    {
        if (place?.Has(name) != true)
        {
            return [];
        }

        var texts = place.Texts(name);
        if (texts.Any(text => !isGood(text)))
        {
            place.Problem(name, what);
        }

        return [.. texts.Where(isGood)];
    }
}
