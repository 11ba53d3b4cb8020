namespace Coxswain.Core.Budgets.Recommending;

/// <summary>
/// How often each model succeeds at each difficulty: the stated rates of its family, moved by its own tasks. How hard a past task was is itself learnt from how it went (expectation-maximisation).
/// </summary>
internal sealed class LearnedSuccess
{
    private const int Rounds = 10;
    private readonly Dictionary<string, double[]> _rates = new(StringComparer.Ordinal);

    public LearnedSuccess(IReadOnlyList<DoneTask> tasks, double priorTasks)
    {
        var told = tasks.Where(static task => task.Success is not null).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var tallies = new Dictionary<string, (FamilyPrior Prior, double[] Successes, double[] Tasks)>(StringComparer.Ordinal);
            foreach (var task in told)
            {
                Count(tallies, task);
            }

            foreach (var (model, (prior, successes, counts)) in tallies)
            {
                _rates[model] = [.. DifficultyShares.All.Select((difficulty, i) => ((priorTasks * prior.Success(difficulty)) + successes[i]) / (priorTasks + counts[i]))];
            }
        }
    }

    public double Rate(TaskModel model, TaskDifficulty difficulty) => _rates.TryGetValue(model.Id, out var rates) ? rates[(int)difficulty] : model.Family.Success(difficulty);

    /// <summary>The logarithm of how likely such an outcome is; of a success told with a probability, the mean.</summary>
    public double LogLikelihood(TaskModel model, TaskDifficulty difficulty, double success)
    {
        var rate = Rate(model, difficulty);
        return (success * Math.Log(rate)) + ((1 - success) * Math.Log(1 - rate));
    }

    private void Count(Dictionary<string, (FamilyPrior Prior, double[] Successes, double[] Tasks)> tallies, DoneTask task)
    {
        var success = task.Success ?? 0;
        var shares = task.Shares.Given(
            LogLikelihood(task.Model, TaskDifficulty.Routine, success),
            LogLikelihood(task.Model, TaskDifficulty.Ordinary, success),
            LogLikelihood(task.Model, TaskDifficulty.Hard, success));
        if (!tallies.TryGetValue(task.Model.Id, out var tally))
        {
            tallies[task.Model.Id] = tally = (task.Model.Family, new double[DifficultyShares.All.Length], new double[DifficultyShares.All.Length]);
        }

        foreach (var difficulty in DifficultyShares.All)
        {
            tally.Successes[(int)difficulty] += shares.Of(difficulty) * success;
            tally.Tasks[(int)difficulty] += shares.Of(difficulty);
        }
    }
}
