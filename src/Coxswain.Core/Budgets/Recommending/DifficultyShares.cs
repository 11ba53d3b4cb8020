namespace Coxswain.Core.Budgets.Recommending;

/// <summary>How likely each difficulty is; together 1.</summary>
public readonly record struct DifficultyShares(double Routine, double Ordinary, double Hard)
{
    internal static readonly TaskDifficulty[] All = [TaskDifficulty.Routine, TaskDifficulty.Ordinary, TaskDifficulty.Hard];

    public TaskDifficulty Likeliest => Hard >= Routine && Hard >= Ordinary ? TaskDifficulty.Hard : Routine >= Ordinary ? TaskDifficulty.Routine : TaskDifficulty.Ordinary;

    public double Of(TaskDifficulty difficulty) => difficulty switch
    {
        TaskDifficulty.Routine => Routine,
        TaskDifficulty.Ordinary => Ordinary,
        _ => Hard,
    };

    /// <summary>Somebody else's estimate as evidence. None of it counts as impossible.</summary>
    /// <param name="weight">0: nothing; 1: as much as an observation that is so likely.</param>
    internal DifficultyShares Weighing(DifficultyShares other, double weight)
    {
        return Given(Log(other.Routine), Log(other.Ordinary), Log(other.Hard));

        double Log(double share) => weight * Math.Log(Math.Clamp(share, 0.02, 1));
    }

    internal static DifficultyShares Only(TaskDifficulty difficulty) => new(difficulty is TaskDifficulty.Routine ? 1 : 0, difficulty is TaskDifficulty.Ordinary ? 1 : 0, difficulty is TaskDifficulty.Hard ? 1 : 0);

    internal double Mean(Func<TaskDifficulty, double> value) => (Routine * value(TaskDifficulty.Routine)) + (Ordinary * value(TaskDifficulty.Ordinary)) + (Hard * value(TaskDifficulty.Hard));

    /// <summary>Bayes' rule, with the logarithms of the likelihoods up to a common constant.</summary>
    internal DifficultyShares Given(double routine, double ordinary, double hard)
    {
        var most = Math.Max(routine, Math.Max(ordinary, hard));
        var (r, o, h) = (Routine * Math.Exp(routine - most), Ordinary * Math.Exp(ordinary - most), Hard * Math.Exp(hard - most));
        var sum = r + o + h;
        return sum > 0 ? new DifficultyShares(r / sum, o / sum, h / sum) : this;
    }
}
