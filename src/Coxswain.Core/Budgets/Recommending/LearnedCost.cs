namespace Coxswain.Core.Budgets.Recommending;

/// <summary>
/// What tasks cost against the stated volumes: a ratio for each model from all its tasks, and one for a task from those like it, of whatever model. Both start at 1 and move with what is known.
/// </summary>
internal sealed class LearnedCost
{
    private const double Z80 = 1.2815515655446004;

    /// <summary>One runaway task must not set the expectation of many.</summary>
    private const double MostRatio = 50;

    private readonly Dictionary<string, (double Ratio, double Tasks)> _models;
    private readonly IReadOnlyList<DoneTask> _tasks;
    private readonly ChoiceRules _rules;

    public LearnedCost(IReadOnlyList<DoneTask> tasks, ChoiceRules rules)
    {
        _tasks = tasks;
        _rules = rules;
        _models = tasks.Where(static task => task.CostRatio is not null).GroupBy(static task => task.Model.Id, StringComparer.Ordinal).ToDictionary(
            static group => group.Key,
            group => Shrunk(group.Sum(static task => Capped(task.CostRatio)), group.Count()),
            StringComparer.Ordinal);
    }

    public CostExpectation Of(TaskModel model, double usual, IReadOnlyList<SimilarTask> similar)
    {
        var (ofModel, tasks) = Model(model);
        var near = similar.Where(task => _tasks[task.Index].CostRatio is not null).ToList();
        var (ofTask, weight) = Shrunk(near.Sum(task => task.Weight * Capped(_tasks[task.Index].CostRatio) / Model(_tasks[task.Index].Model).Ratio), near.Sum(static task => task.Weight));
        var deviation = _rules.CostSpread * Math.Sqrt((1 / tasks) + (1 / weight));
        var mean = usual * ofModel * ofTask;
        return new CostExpectation(mean, mean * Math.Exp(-Z80 * deviation), mean * Math.Exp(Z80 * deviation));
    }

    private static double Capped(double? ratio) => Math.Min(MostRatio, ratio ?? 1);

    private (double Ratio, double Tasks) Model(TaskModel model) => _models.TryGetValue(model.Id, out var known) ? known : (1, _rules.CostTasks);

    private (double Ratio, double Tasks) Shrunk(double sum, double weight) => ((_rules.CostTasks + sum) / (_rules.CostTasks + weight), _rules.CostTasks + weight);
}
