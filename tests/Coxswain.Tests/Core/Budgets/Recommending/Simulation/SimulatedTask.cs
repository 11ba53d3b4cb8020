using Coxswain.Core.Budgets.Recommending;

namespace Coxswain.Tests.Core.Budgets.Recommending.Simulation;

/// <summary>A task of which everything is known: also how often each model would solve it, and what a try costs.</summary>
/// <param name="Sounds">The kind of work it is worded for, from 0 (routine) to 2 (hard).</param>
/// <param name="Luck">Uniform: a model that solves it more often than this solves it at the first try, whichever is asked.</param>
/// <param name="Solved">Chance by model.</param>
/// <param name="SolvedUsd">Cost of a try that succeeds, by model.</param>
/// <param name="FailureFactor">What a failed try costs more: it goes on longer before it is given up.</param>
internal sealed record SimulatedTask(
    TaskFeatures Features,
    double Hardness,
    int Sounds,
    double Luck,
    IReadOnlyDictionary<string, double> Solved,
    IReadOnlyDictionary<string, double> SolvedUsd,
    double FailureFactor)
{
    /// <summary>A failed try leaves things to be put right.</summary>
    private const double CleaningUp = 1.15;

    /// <summary>Of a try after a failed one: the user says more plainly what is wanted, or splits the task.</summary>
    private const double LeastChanceWithHelp = 1.0 / 3;

    public bool Succeeds(string model) => Luck < Solved[model];

    public double TryUsd(string model) => SolvedUsd[model] * (Succeeds(model) ? 1 : FailureFactor);

    /// <summary>The mean of a first try, and when it fails of tries of another model until one succeeds.</summary>
    public double ExpectedUsd(string model, string redo)
        => (SolvedUsd[model] * (Solved[model] + (FailureFactor * (1 - Solved[model])))) + ((1 - Solved[model]) * CleaningUp * MeanUntilSolvedUsd(redo));

    private double MeanUntilSolvedUsd(string model)
    {
        var chance = Math.Max(LeastChanceWithHelp, Solved[model]);
        return SolvedUsd[model] * (1 + (FailureFactor * (1 - chance) / chance));
    }
}
