namespace Coxswain.Core.Budgets.Recommending;

/// <summary>
/// Finds past tasks like a task: cosine of the words, rare ones counting more; Jaccard of the tools; nearness of file count and prompt size. What one of the two does not know is left out.
/// </summary>
internal sealed class SimilarTasks
{
    private const double Words = 0.7;
    private const double Tools = 0.2;
    private const double Sizes = 0.05;
    private const double Pair = 0.5;

    /// <summary>Likeness in little that is known says little.</summary>
    private const double LeastKnown = 0.5;

    private readonly IReadOnlyList<TaskFeatures> _tasks;
    private readonly Dictionary<uint, List<int>> _tasksOf = [];
    private readonly double[] _lengths;

    public SimilarTasks(IReadOnlyList<TaskFeatures> tasks)
    {
        _tasks = tasks;
        for (var i = 0; i < tasks.Count; i++)
        {
            foreach (var term in tasks[i].Terms ?? [])
            {
                (_tasksOf.TryGetValue(term, out var list) ? list : _tasksOf[term] = []).Add(i);
            }
        }

        _lengths = [.. tasks.Select(task => Math.Sqrt((task.Terms ?? []).Sum(term => Square(Weight(term)))))];
    }

    /// <summary>At most so many, the most similar first.</summary>
    public IReadOnlyList<SimilarTask> To(TaskFeatures task, double least, int most)
    {
        var products = Products(task);
        var length = Math.Sqrt((task.Terms ?? []).Where(term => !TaskWords.IsPair(term) || _tasksOf.ContainsKey(term)).Sum(term => Square(Weight(term))));
        var found = new PriorityQueue<SimilarTask, double>();
        for (var i = 0; i < _tasks.Count; i++)
        {
            var similarity = Similarity(task, _tasks[i], length > 0 && _lengths[i] > 0 ? products[i] / (length * _lengths[i]) : 0);
            if (similarity < least)
            {
                continue;
            }

            found.Enqueue(new SimilarTask(i, Math.Min(1, similarity)), similarity);
            if (found.Count > most)
            {
                found.Dequeue();
            }
        }

        return [.. found.UnorderedItems.Select(static item => item.Element).OrderByDescending(static item => item.Weight).ThenBy(static item => item.Index)];
    }

    private static double Similarity(TaskFeatures one, TaskFeatures other, double cosine)
    {
        var (sum, known) = (0.0, 0.0);
        if (one.Terms is { Count: > 0 } && other.Terms is { Count: > 0 })
        {
            (sum, known) = (Words * cosine, Words);
        }

        if (one.Tools is { } tools && other.Tools is { } others)
        {
            (sum, known) = (sum + (Tools * Jaccard(tools, others)), known + Tools);
        }

        if (one.Files is { } files && other.Files is { } otherFiles)
        {
            (sum, known) = (sum + (Sizes * Near(files + 1, otherFiles + 1)), known + Sizes);
        }

        if (one.PromptTokens is { } tokens && other.PromptTokens is { } otherTokens)
        {
            (sum, known) = (sum + (Sizes * Near(tokens, otherTokens)), known + Sizes);
        }

        return sum / Math.Max(LeastKnown, known);
    }

    private static double Jaccard(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var both = one.Count(other.Contains);
        var all = one.Count + other.Count - both;
        return all == 0 ? 1 : (double)both / all;
    }

    // Half for each doubling.
    private static double Near(double one, double other) => Math.Min(one, other) / Math.Max(one, other);

    private static double Square(double value) => value * value;

    private double[] Products(TaskFeatures task)
    {
        var products = new double[_tasks.Count];
        foreach (var term in task.Terms ?? [])
        {
            var square = Square(Weight(term));
            foreach (var index in _tasksOf.GetValueOrDefault(term) ?? [])
            {
                products[index] += square;
            }
        }

        return products;
    }

    private double Weight(uint term)
        => Math.Log(1 + ((double)_tasks.Count / (_tasksOf.TryGetValue(term, out var list) ? list.Count : 1))) * (TaskWords.IsPair(term) ? Pair : 1);
}
