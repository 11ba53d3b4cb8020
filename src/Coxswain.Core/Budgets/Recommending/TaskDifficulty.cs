namespace Coxswain.Core.Budgets.Recommending;

/// <summary>How hard a task is, as far as the choice of a model goes.</summary>
public enum TaskDifficulty
{
    Routine,
    Ordinary,
    Hard,
}
