using System.Text.Json;
using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Recommending;

/// <summary>Reads a file of task signals and checks it as a whole: a file is used without a problem or not at all.</summary>
internal static class TaskPriorReader
{
    private const string ShippedName = "Coxswain.Core.Budgets.Recommending.tasks.json";
    private const int LargestFileBytes = 1 << 20;
    private const int Schema = 1;

    public static TaskPrior ReadShipped()
    {
        using var stream = typeof(TaskPriorReader).Assembly.GetManifestResourceStream(ShippedName)
            ?? throw new InvalidOperationException($"The assembly lacks {ShippedName}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Read(bytes);
    }

    /// <exception cref="InvalidTaskPriorException">The file has a problem; the message lists them all with their places.</exception>
    public static TaskPrior Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > LargestFileBytes)
        {
            throw new InvalidTaskPriorException([$"$: larger than {LargestFileBytes} bytes"]);
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 16 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? ReadPrior(document.RootElement) : throw new InvalidTaskPriorException(["$: must be a JSON object"]);
        }
        catch (JsonException problem)
        {
            throw new InvalidTaskPriorException([$"$: not JSON (line {problem.LineNumber + 1}, byte {problem.BytePositionInLine})"]);
        }
        catch (InvalidOperationException)
        {
            throw new InvalidTaskPriorException(["$: not JSON: a text is not valid UTF-8 or UTF-16"]);
        }
    }

    private static TaskPrior ReadPrior(JsonElement root)
    {
        var problems = new List<string>();
        var file = new JsonPlace(root, "$", problems);
        file.OnlyKnows("schema", "effective", "source", "difficulty", "signals", "families", "volumes", "outcome", "corrections", "choice");
        if (file.Number("schema", 0, 1000) != Schema)
        {
            file.Problem("schema", $"must be {Schema}");
        }

        file.Text("source", required: true);
        var effective = file.Date("effective", required: true) ?? default;
        var signals = file.Objects("signals").Select(ReadSignal).ToList();
        var families = file.Objects("families").Select(ReadFamily).ToList();
        problems.AddRange(families.GroupBy(family => family.Family, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"$.families: {group.Key} stands twice"));
        var difficulty = file.Object("difficulty", required: true) is { } scale ? ReadDifficulty(scale, signals) : null;
        var volumes = file.Object("volumes", required: true) is { } place ? ReadVolumes(place) : null;
        var outcome = file.Object("outcome", required: true) is { } weights ? ReadOutcome(weights) : null;
        var corrections = file.Object("corrections", required: true) is { } said ? ReadCorrections(said) : [];
        var rules = file.Object("choice", required: true) is { } choice ? ReadRules(choice) : null;
        return problems.Count == 0 && difficulty is not null && volumes is not null && outcome is not null && rules is not null
            ? new TaskPrior(effective, difficulty, families, volumes, outcome, corrections, rules)
            : throw new InvalidTaskPriorException(problems);
    }

    private static TaskSignal ReadSignal(JsonPlace place)
    {
        place.OnlyKnows("name", "words", "tools", "weight", "source");
        place.Text("source", required: true);
        var words = place.Has("words") ? place.Texts("words") : [];
        var tools = place.Has("tools") ? place.Texts("tools") : [];
        if (words.Count == 0 && tools.Count == 0)
        {
            place.Problem("", "must have words or tools");
        }

        return new TaskSignal(place.Text("name", required: true), Terms(place, words), tools, Real(place, "weight", -10, 10));
    }

    private static IReadOnlyList<uint> ReadCorrections(JsonPlace place)
    {
        place.OnlyKnows("words", "source");
        place.Text("source", required: true);
        return Terms(place, place.Texts("words"));
    }

    private static IReadOnlyList<uint> Terms(JsonPlace place, IReadOnlyList<string> words)
    {
        foreach (var word in words.Where(word => !TaskWords.IsTerm(word)))
        {
            place.Problem("words", $"{word} must be one word or two, and none that every text has");
        }

        return [.. words.Where(TaskWords.IsTerm).Select(TaskWords.Term)];
    }

    private static FamilyPrior ReadFamily(JsonPlace place)
    {
        place.OnlyKnows("family", "routine", "ordinary", "hard", "work", "source");
        place.Text("source", required: true);
        return new FamilyPrior(place.Text("family", required: true), Rate(place, "routine"), Rate(place, "ordinary"), Rate(place, "hard"), Real(place, "work", 0.01m, 100));
    }

    private static DifficultyPrior ReadDifficulty(JsonPlace place, IReadOnlyList<TaskSignal> signals)
    {
        place.OnlyKnows("routine_below", "hard_above", "per_doubling_of_files", "per_doubling_of_prompt", "usual_prompt_tokens", "source");
        place.Text("source", required: true);
        var prior = new DifficultyPrior(
            Real(place, "routine_below", -20, 20),
            Real(place, "hard_above", -20, 20),
            Real(place, "per_doubling_of_files", -5, 5),
            Real(place, "per_doubling_of_prompt", -5, 5),
            Real(place, "usual_prompt_tokens", 1, 100_000_000),
            signals);
        if (prior.RoutineBelow >= prior.HardAbove)
        {
            place.Problem("routine_below", "must be below hard_above");
        }

        return prior;
    }

    private static TaskVolume[] ReadVolumes(JsonPlace place)
    {
        place.OnlyKnows("routine", "ordinary", "hard", "source");
        place.Text("source", required: true);
        string[] names = ["routine", "ordinary", "hard"];
        return [.. names.Select(name => place.Object(name, required: true)).OfType<JsonPlace>().Select(ReadVolume)];
    }

    private static TaskVolume ReadVolume(JsonPlace place)
    {
        place.OnlyKnows("requests", "prompt_tokens", "new_tokens", "output_tokens");
        return new TaskVolume(
            Real(place, "requests", 1, 100_000),
            (long)place.Number("prompt_tokens", 1, 100_000_000),
            (long)place.Number("new_tokens", 1, 100_000_000),
            (long)place.Number("output_tokens", 1, 100_000_000));
    }

    private static OutcomeWeights ReadOutcome(JsonPlace place)
    {
        place.OnlyKnows("start", "tool_failure_share", "retry", "reverted_edit", "correction", "abandoned", "most_of_a_kind", "source");
        place.Text("source", required: true);
        return new OutcomeWeights(
            Real(place, "start", -10, 10),
            Real(place, "tool_failure_share", -20, 0),
            Real(place, "retry", -20, 0),
            Real(place, "reverted_edit", -20, 0),
            Real(place, "correction", -20, 0),
            Real(place, "abandoned", -20, 0),
            (int)place.Number("most_of_a_kind", 1, 1000));
    }

    private static ChoiceRules ReadRules(JsonPlace place)
    {
        place.OnlyKnows(
            "margin", "credibility", "certainty", "look_alike_variance", "class_tasks", "cost_tasks", "cost_spread", "pooling", "similar_tasks", "least_similarity", "cold_below", "little_budget", "asked_weight", "source");
        place.Text("source", required: true);
        return new ChoiceRules
        {
            Margin = Real(place, "margin", 0, 1),
            Credibility = Real(place, "credibility", 0.5m, 0.999m),
            Certainty = Real(place, "certainty", 0.01m, 10_000),
            LookAlikeVariance = Real(place, "look_alike_variance", 0, 100),
            ClassTasks = Real(place, "class_tasks", 0.1m, 10_000),
            CostTasks = Real(place, "cost_tasks", 0.1m, 10_000),
            CostSpread = Real(place, "cost_spread", 0.01m, 100),
            Pooling = Real(place, "pooling", 0, 1),
            SimilarTasks = (int)place.Number("similar_tasks", 1, 10_000),
            LeastSimilarity = Real(place, "least_similarity", 0.001m, 1),
            ColdBelow = Real(place, "cold_below", 0, 10_000),
            LittleBudget = Real(place, "little_budget", 0, 1),
            AskedWeight = Real(place, "asked_weight", 0, 1),
        };
    }

    /// <summary>Never quite 0 or 1: no evidence could move such a rate.</summary>
    private static double Rate(JsonPlace place, string name) => Real(place, name, 0.001m, 0.999m);

    private static double Real(JsonPlace place, string name, decimal least, decimal most) => (double)place.Number(name, least, most);
}
