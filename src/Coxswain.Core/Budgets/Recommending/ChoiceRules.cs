namespace Coxswain.Core.Budgets.Recommending;

/// <summary>The stated numbers a recommendation is made with.</summary>
internal sealed record ChoiceRules
{
    /// <summary>The success a cheaper model may lose against the best.</summary>
    public required double Margin { get; init; }

    /// <summary>How probable a loss beyond the margin must be to rule a model out.</summary>
    public required double Credibility { get; init; }

    /// <summary>Tasks the expectation of a model counts for, against similar tasks done with it.</summary>
    public required double PriorTasks { get; init; }

    /// <summary>Tasks the stated rate of a family counts for, against all tasks of one difficulty.</summary>
    public required double ClassTasks { get; init; }

    /// <summary>Tasks a stated cost counts for.</summary>
    public required double CostTasks { get; init; }

    /// <summary>Deviation of a task's cost over the mean.</summary>
    public required double CostSpread { get; init; }

    /// <summary>How far tasks of other models say how hard this one is; 1: as if they were independent of each other.</summary>
    public required double Pooling { get; init; }

    public required int SimilarTasks { get; init; }

    public required double LeastSimilarity { get; init; }

    /// <summary>With fewer similar tasks than this, by weight, it is a cold start.</summary>
    public required double ColdBelow { get; init; }

    /// <summary>The part of a limit left from which the cost of the first try decides.</summary>
    public required double LittleBudget { get; init; }
}
