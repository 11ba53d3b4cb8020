using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Core.Budgets.Recommending;

/// <summary>
/// Recommends the model a task costs least with until it is solved, among those whose success is not credibly worse than the surest one's by more than the stated margin.
/// A failed try costs its own money and the work of the surest model, repeated until it is solved. Keeps the past tasks it was made with and nothing else.
/// </summary>
public sealed class ModelRecommender
{
    private const int MostRetold = 1500;
    private readonly TaskPrior _prior;
    private readonly TaskModels _models;
    private readonly IReadOnlyList<DoneTask> _tasks;
    private readonly SimilarTasks _similar;
    private readonly SuccessExpectation _success;
    private readonly LearnedCost _cost;
    private readonly RequestEvidence _requests;
    private readonly Recalibration _recalibration;

    /// <summary>Knows the stated prior and nothing else.</summary>
    private readonly Lazy<ModelRecommender> _cold;

    /// <param name="past">May be empty: then the stated prior decides. Tasks of models that are not in the capability file are left out.</param>
    /// <param name="now">Decides which prices hold.</param>
    public ModelRecommender(TaskPrior prior, ModelCatalog catalog, PriceBook book, IReadOnlyList<PastTask> past, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(past);
        _prior = prior;
        _models = new TaskModels(prior, catalog, book, now);
        _tasks = [.. past.Select(Known).OfType<DoneTask>()];
        _similar = new SimilarTasks([.. _tasks.Select(static task => task.Task.Features)]);
        _success = new SuccessExpectation(_tasks, new LearnedSuccess(_tasks, prior.Rules.ClassTasks), prior.Rules);
        _cost = new LearnedCost(_tasks, prior.Rules);
        _requests = new RequestEvidence(_tasks, prior);
        _recalibration = new Recalibration(Retold());
        _cold = new Lazy<ModelRecommender>(() => _tasks.Count == 0 ? this : new ModelRecommender(prior, catalog, book, [], now));
    }

    /// <param name="budget"><see langword="null"/>: money left does not matter.</param>
    /// <returns><see langword="null"/> when no known model has a price.</returns>
    public ModelRecommendation? Recommend(TaskFeatures task, RemainingBudget? budget) => Recommend(task, budget, asked: null);

    /// <param name="budget"><see langword="null"/>: money left does not matter.</param>
    /// <param name="asked">How hard a model that was asked finds it: evidence of the stated weight. <see langword="null"/>: none was.</param>
    /// <returns><see langword="null"/> when no known model has a price.</returns>
    public ModelRecommendation? Recommend(TaskFeatures task, RemainingBudget? budget, DifficultyShares? asked)
    {
        ArgumentNullException.ThrowIfNull(task);
        var similar = SimilarTo(task);
        var looks = _prior.Difficulty.Of(task);
        looks = asked is { } told ? looks.Weighing(told, _prior.Rules.AskedWeight) : looks;
        var shares = _requests.Of(looks, similar);
        var known = _models.Candidates.SelectMany(model => _success.Own(model, similar)).ToList();
        return known.Sum(static entry => entry.Weight) < _prior.Rules.ColdBelow
            ? _cold.Value.Recommend(task, budget, looks, shares, [], new TooFewTasks(known.Count))
            : Recommend(task, budget, looks, shares, similar, null);
    }

    /// <param name="looks">How hard the task looks.</param>
    /// <param name="shares">The same after the requests that similar tasks took, whatever came of them.</param>
    /// <param name="tooFew"><see langword="null"/>: there are enough.</param>
    private ModelRecommendation? Recommend(TaskFeatures task, RemainingBudget? budget, DifficultyShares looks, DifficultyShares shares, IReadOnlyList<SimilarTask> similar, TooFewTasks? tooFew)
    {
        var rules = _prior.Rules;
        var models = Fitting(task).Select(model => Expect(model, task, looks, shares, similar)).ToList();
        if (models.Count == 0)
        {
            return null;
        }

        var surest = models.OrderByDescending(static model => model.Success.Mean).ThenBy(static model => model.Cost.Mean).First();
        var redo = DifficultyShares.All.Select(level => Redo(surest, looks, level, task.PromptTokens)).ToArray();
        var solved = models.ToDictionary(static model => model, model => model.Solved(level => redo[(int)level]));
        var within = models.Where(model => model.IsWithin(surest, rules)).ToList();
        var best = within.MinBy(model => solved[model]) ?? surest;
        var isLittle = budget is not null && ((double)budget.LeftUsd <= rules.LittleBudget * (double)budget.LimitUsd || (double)budget.LeftUsd < solved[best]);
        var chosen = isLittle ? within.MinBy(static model => model.Cost.Mean) ?? best : best;
        var estimates = models.Select(model => model.Tell(solved[model], within.Contains(model))).OrderBy(static model => model.CostUsd).ToList();
        var recommendation = new ModelRecommendation(chosen.Model.Id, chosen.Success.Mean, "")
        {
            Models = estimates,
            Difficulty = _success.Difficulty(shares, similar, without: null),
            IsColdStart = tooFew is not null,
            IsForBudget = isLittle,
        };
        return recommendation with { Reasoning = new RecommendationWords(_prior, recommendation, surest.Model.Id, budget, tooFew).Write(_prior.Difficulty.SignalsOf(task)) };
    }

    private DoneTask? Known(PastTask task)
    {
        if (_models.Find(task.Model) is not { } model)
        {
            return null;
        }

        var shares = _prior.Difficulty.Of(task.Features);
        return new DoneTask(task, model, shares, task.CostUsd is { } cost && _models.UsualCost(model, shares, task.Features.PromptTokens) is > 0 and var usual ? (double)cost / usual : null);
    }

    private IEnumerable<TaskModel> Fitting(TaskFeatures task)
    {
        var needed = task.PromptTokens ?? 0;
        var most = _models.Candidates.Select(static model => model.ContextTokens).DefaultIfEmpty().Max();
        return _models.Candidates.Where(model => model.ContextTokens >= Math.Min(needed, most));
    }

    /// <param name="looks">Before similar tasks: those also move the cost by itself, so it starts from this.</param>
    /// <param name="shares">After the requests similar tasks took.</param>
    private ModelExpectation Expect(TaskModel model, TaskFeatures task, DifficultyShares looks, DifficultyShares shares, IReadOnlyList<SimilarTask> similar)
    {
        var told = _success.Of(model, shares, similar);
        var success = told.WithMean(_recalibration.Of(model.Id, told.Mean));
        var own = _success.Own(model, similar);
        return new ModelExpectation(
            model,
            success,
            success.Widened(_prior.Rules.LookAlikeVariance),
            _cost.Of(model, _models.UsualCost(model, looks, task.PromptTokens) ?? 0, similar),
            _success.Difficulty(shares, similar, without: null).Given(
                _success.LogFailure(model, TaskDifficulty.Routine), _success.LogFailure(model, TaskDifficulty.Ordinary), _success.LogFailure(model, TaskDifficulty.Hard)),
            own.Count,
            own.Sum(static entry => entry.Weight));
    }

    /// <summary>What the surest model costs until it has solved a task of a difficulty.</summary>
    private double Redo(ModelExpectation surest, DifficultyShares shares, TaskDifficulty level, long? promptTokens)
    {
        var usual = _models.UsualCost(surest.Model, shares, promptTokens) ?? 1;
        var ofLevel = _models.UsualCost(surest.Model, DifficultyShares.Only(level), promptTokens) ?? 1;
        return surest.Cost.Mean * ofLevel / usual / _success.Rate(surest.Model, level);
    }

    /// <summary>Of past tasks, evenly spread, each told from the others.</summary>
    private IReadOnlyList<(string Model, double Chance, double Success)> Retold()
    {
        var told = Enumerable.Range(0, _tasks.Count).Where(index => _tasks[index].Success is not null).ToList();
        var step = Math.Max(1, told.Count / MostRetold);
        return [.. told.Where((_, place) => place % step == 0).Select(Retell)];
    }

    private (string Model, double Chance, double Success) Retell(int index)
    {
        var task = _tasks[index];
        var others = SimilarTo(task.Task.Features).Where(entry => entry.Index != index).ToList();
        return (task.Model.Id, _success.Of(task.Model, task.Shares, others).Mean, task.Success ?? 0);
    }

    private IReadOnlyList<SimilarTask> SimilarTo(TaskFeatures task) => _similar.To(task, _prior.Rules.LeastSimilarity, _prior.Rules.SimilarTasks);
}
