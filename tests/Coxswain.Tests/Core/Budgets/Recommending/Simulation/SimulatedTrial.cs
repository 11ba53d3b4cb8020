using System.Globalization;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Tests.Core.Budgets.Recommending.Simulation;

/// <summary>The recommender, taught by one half of a user's tasks, held against fixed choices on the other half. Costs are means until a task is solved, over the luck of tries.</summary>
/// <param name="PerfectUsd">By one who knows every chance and cost beforehand.</param>
/// <param name="IntervalsHold">How often the chosen model's 80 % interval holds its true chance.</param>
internal sealed record SimulatedTrial(
    double RecommendedUsd,
    IReadOnlyDictionary<string, double> AlwaysUsd,
    double PerfectUsd,
    double FirstTrySolved,
    double CalibrationError,
    double IntervalsHold,
    IReadOnlyDictionary<string, double> Shares)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The model that solves most, which does the failed tries again whatever was chosen first.</summary>
    public static string Best => SimulatedWork.ModelIds[^1];

    public static string Cheapest => SimulatedWork.ModelIds[0];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"recommended ${RecommendedUsd:0.0000} a solved task; always {string.Join(", ", AlwaysUsd.Select(entry => FormattableString.Invariant($"{entry.Key} ${entry.Value:0.0000}")))}; knowing all ${PerfectUsd:0.0000}; solved at first {FirstTrySolved:0.000}; calibration error {CalibrationError:0.0000}; intervals hold {IntervalsHold:0.00}; chosen {string.Join(", ", Shares.Select(entry => FormattableString.Invariant($"{entry.Key} {entry.Value:0.00}")))}");

    public double SavingAgainst(string model) => 1 - (RecommendedUsd / AlwaysUsd[model]);

    /// <param name="fromSigns">Outcomes are told from telemetry's signs and not known.</param>
    public static SimulatedTrial Run(int seed, int taught, int heldOut, bool fromSigns)
    {
        var book = PriceBookLoader.Shipped();
        var prior = TaskPrior.Shipped();
        var work = new SimulatedWork(seed, book);
        var past = Enumerable.Range(0, taught).Select(_ => Done(work, prior, fromSigns)).ToList();
        var recommender = new ModelRecommender(prior, ModelCatalog.Shipped(), book, past, Now);
        var tasks = Enumerable.Range(0, heldOut).Select(_ => work.Next()).ToList();
        var told = tasks.Select(task => (Task: task, Told: recommender.Recommend(task.Features, null)!)).ToList();
        return new SimulatedTrial(
            told.Average(one => one.Task.ExpectedUsd(one.Told.Model, Best)),
            SimulatedWork.ModelIds.ToDictionary(model => model, model => tasks.Average(task => task.ExpectedUsd(model, Best))),
            tasks.Average(task => SimulatedWork.ModelIds.Min(model => task.ExpectedUsd(model, Best))),
            told.Average(one => one.Task.Succeeds(one.Told.Model) ? 1.0 : 0),
            Calibration.ExpectedError([.. told.Select(one => (one.Told.Confidence, one.Task.Succeeds(one.Told.Model)))]),
            told.Average(one => Chosen(one.Told) is var model && one.Task.Solved[model.Model] is var chance && chance >= model.SuccessLow && chance <= model.SuccessHigh ? 1.0 : 0),
            told.GroupBy(one => one.Told.Model).ToDictionary(group => group.Key, group => (double)group.Count() / heldOut));
    }

    private static ModelEstimate Chosen(ModelRecommendation told) => told.Models.Single(model => model.Model == told.Model);

    private static PastTask Done(SimulatedWork work, TaskPrior prior, bool fromSigns)
    {
        var task = work.Next();
        var model = work.HabitualModel(task);
        var succeeded = task.Succeeds(model);
        return new PastTask(task.Features, model, (decimal)task.TryUsd(model), fromSigns ? OutcomeLabel.Of(work.Signs(succeeded), prior) : OutcomeLabel.Known(succeeded, "known"));
    }
}
