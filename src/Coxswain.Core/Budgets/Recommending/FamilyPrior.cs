namespace Coxswain.Core.Budgets.Recommending;

/// <summary>What is assumed of a family's newest model: its success by difficulty, and its requests as a multiple of the stated volume.</summary>
internal sealed record FamilyPrior(string Family, double Routine, double Ordinary, double Hard, double Work)
{
    public double Success(TaskDifficulty difficulty) => difficulty switch
    {
        TaskDifficulty.Routine => Routine,
        TaskDifficulty.Ordinary => Ordinary,
        _ => Hard,
    };
}
