namespace Coxswain.Core.Budgets.Recommending;

/// <summary>What is assumed of tasks and models before a user's own tasks tell, as of a date; from <c>tasks.json</c>.</summary>
public sealed class TaskPrior
{
    private readonly Dictionary<string, FamilyPrior> _families;
    private readonly TaskVolume[] _volumes;

    internal TaskPrior(DateOnly effective, DifficultyPrior difficulty, IReadOnlyList<FamilyPrior> families, IReadOnlyList<TaskVolume> volumes, OutcomeWeights outcome, IReadOnlyList<uint> corrections, ChoiceRules rules)
    {
        Effective = effective;
        Difficulty = difficulty;
        Outcome = outcome;
        Corrections = corrections;
        Rules = rules;
        _families = families.ToDictionary(family => family.Family, StringComparer.Ordinal);
        _volumes = [.. volumes];
    }

    /// <summary>The day the file was last looked over as a whole.</summary>
    public DateOnly Effective { get; }

    internal DifficultyPrior Difficulty { get; }

    internal OutcomeWeights Outcome { get; }

    /// <summary>Hashes of words that set a model right.</summary>
    internal IReadOnlyList<uint> Corrections { get; }

    internal ChoiceRules Rules { get; }

    public static TaskPrior Shipped() => TaskPriorReader.ReadShipped();

    /// <summary>Null for a family nothing is assumed of: its models are no candidates.</summary>
    internal FamilyPrior? Family(string family) => _families.GetValueOrDefault(family);

    internal TaskVolume Volume(TaskDifficulty difficulty) => _volumes[(int)difficulty];
}
