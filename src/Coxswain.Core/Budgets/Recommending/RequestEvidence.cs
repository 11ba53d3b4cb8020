namespace Coxswain.Core.Budgets.Recommending;

/// <summary>
/// How hard a task is, after how many requests those like it took: held against the stated volume of each difficulty, times what their model's family needs of it, times how much more or less
/// this user's tasks take on the whole. Fewer than a cold start's do not count: tasks differ too much.
/// </summary>
internal sealed class RequestEvidence
{
    /// <summary>Deviation of the logarithm of a task's requests from what its difficulty usually takes. Assumption.</summary>
    private const double Spread = 0.9;

    /// <summary>Tasks less alike share a word or two, which says nothing of their size. Assumption.</summary>
    private const double LeastAlike = 0.4;

    /// <summary>Tasks that look alike differ: no number of them tells more than so many would. Assumption.</summary>
    private const double MostTasks = 10;

    private readonly IReadOnlyList<DoneTask> _tasks;
    private readonly TaskPrior _prior;
    private readonly double _scale;

    public RequestEvidence(IReadOnlyList<DoneTask> tasks, TaskPrior prior)
    {
        (_tasks, _prior) = (tasks, prior);
        var known = tasks.Where(static task => task.Task.Requests is > 0).ToList();
        _scale = known.Sum(task => Log(task) - task.Shares.Mean(level => Math.Log(prior.Volume(level).Requests))) / (prior.Rules.ClassTasks + known.Count);
    }

    public DifficultyShares Of(DifficultyShares shares, IReadOnlyList<SimilarTask> similar)
    {
        var alike = similar.Where(entry => entry.Weight >= LeastAlike && _tasks[entry.Index].Task.Requests is > 0).Select(entry => (Weight: entry.Weight * entry.Weight, Requests: Log(_tasks[entry.Index]))).ToList();
        var weight = alike.Sum(static entry => entry.Weight);
        var share = MostTasks / Math.Max(MostTasks, weight);
        return weight < _prior.Rules.ColdBelow ? shares : shares.Given(Sum(TaskDifficulty.Routine), Sum(TaskDifficulty.Ordinary), Sum(TaskDifficulty.Hard));

        double Sum(TaskDifficulty level)
        {
            var usual = Math.Log(_prior.Volume(level).Requests) + _scale;
            return -share * alike.Sum(entry => entry.Weight * (entry.Requests - usual) * (entry.Requests - usual)) / (2 * Spread * Spread);
        }
    }

    private static double Log(DoneTask task) => Math.Log((task.Task.Requests ?? 1) / task.Model.Family.Work);
}
