using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Tests.Core.Budgets.Recommending.Simulation;

/// <summary>The recommender, taught by one half of a user's tasks, held against fixed choices on the other half.</summary>
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
        if (Environment.GetEnvironmentVariable("BINS") == "1") { foreach (var b in told.GroupBy(o => Math.Min(9,(int)(o.Told.Confidence*10))).OrderBy(g=>g.Key)) Console.WriteLine($"  bin {b.Key} n {b.Count()} told {b.Average(o=>o.Told.Confidence):0.000} true {b.Average(o=>o.Task.Succeeds(o.Told.Model)?1.0:0):0.000} chance {b.Average(o=>o.Task.Solved[o.Told.Model]):0.000}"); foreach (var g in told.GroupBy(o => o.Told.Difficulty.Likeliest)) Console.WriteLine($"  {g.Key} {g.Count()} mean shares {g.Average(o=>o.Told.Difficulty.Routine):0.00} {g.Average(o=>o.Told.Difficulty.Ordinary):0.00} {g.Average(o=>o.Told.Difficulty.Hard):0.00} hardness {g.Average(o=>o.Task.Hardness):0.00}: " + string.Join("; ", SimulatedWork.ModelIds.Select(mm => $"{g.Average(o=>o.Told.Models.Single(x=>x.Model==mm).Success):0.00}/{g.Average(o=>o.Task.Solved[mm]):0.00} ${g.Average(o=>(double)o.Told.Models.Single(x=>x.Model==mm).SolvedUsd):0.00}/{g.Average(o=>o.Task.ExpectedUsd(mm,Best)):0.00} {g.Average(o=>o.Told.Model==mm?1.0:0):0.00}"))); foreach (var mm in SimulatedWork.ModelIds) Console.WriteLine($"  {mm} told {told.Average(o=>o.Told.Models.Single(x=>x.Model==mm).Success):0.000} chance {tasks.Average(t=>t.Solved[mm]):0.000} toldcost {told.Average(o=>(double)o.Told.Models.Single(x=>x.Model==mm).CostUsd):0.0000} cost {tasks.Average(t=>t.TryUsd(mm)):0.0000} within {told.Average(o=>o.Told.Models.Single(x=>x.Model==mm).WithinMargin?1.0:0):0.00}  solvedTold {told.Average(o=>(double)o.Told.Models.Single(x=>x.Model==mm).SolvedUsd):0.000}"); }
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
