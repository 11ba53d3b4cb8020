namespace Coxswain.Core.Budgets.Recommending;

/// <summary>The stated numbers a recommendation is made with.</summary>
internal sealed record ChoiceRules
{
    /// <summary>The success a cheaper model may lose against the best.</summary>
    public required double Margin { get; init; }

    /// <summary>How probable a loss beyond the margin must be to rule a model out.</summary>
    public required double Credibility { get; init; }

    /// <summary>How firmly the expected log-odds are held against similar tasks: 1 is about as much as four tasks with an even chance.</summary>
    public required double Certainty { get; init; }

    /// <summary>Of the log-odds of success among tasks that look alike: what no number of similar tasks tells.</summary>
    public required double LookAlikeVariance { get; init; }

    /// <summary>Tasks the stated rate of a family counts for, against all tasks of one difficulty.</summary>
    public required double ClassTasks { get; init; }

    /// <summary>Tasks a stated cost counts for.</summary>
    public required double CostTasks { get; init; }

    /// <summary>Deviation of a task's cost over the mean.</summary>
    public required double CostSpread { get; init; }

    /// <summary>What a similar task done with another model counts for.</summary>
    public required double Pooling { get; init; }

    public required int SimilarTasks { get; init; }

    public required double LeastSimilarity { get; init; }

    /// <summary>With fewer similar tasks than this, by weight, it is a cold start.</summary>
    public required double ColdBelow { get; init; }

    /// <summary>The part of a limit left from which the cost of the first try decides.</summary>
    public required double LittleBudget { get; init; }

    /// <summary>What the estimate of a model that was asked counts for, against 1 for what the signs say.</summary>
    public required double AskedWeight { get; init; }
}
