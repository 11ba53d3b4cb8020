using Coxswain.Testing.Upstream.Simulation.Faults;

namespace Coxswain.Testing.Upstream.Simulation.Plans;

/// <summary>
/// Draws a fault per call. By body and occurrence, not by order of arrival: two arms of a comparison meet the same faults,
/// whatever the order their calls run in.
/// </summary>
internal sealed class FaultMixPlan : SimulatorPlan
{
    private readonly ulong _seed;
    private readonly IReadOnlyList<(SimulatedStep Step, double Probability)> _faults;

    public FaultMixPlan(ulong seed, IReadOnlyList<(Fault Fault, double Probability)> faults)
    {
        if (faults.Any(static entry => entry.Probability is < 0 or > 1 or double.NaN) || faults.Sum(static entry => entry.Probability) > 1 + 1e-9)
        {
            throw new ArgumentException("Probabilities are between 0 and 1, and so is their sum.", nameof(faults));
        }

        _seed = seed;
        _faults = [.. faults.Select(static entry => (SimulatedStep.Fail(entry.Fault), entry.Probability))];
    }

    public override SimulatedStep Next(SimulatedRequest request)
    {
        var left = new SeededDraws(_seed, request.BodyHash, request.Occurrence, "fault").Next();
        foreach (var (step, probability) in _faults)
        {
            left -= probability;
            if (left < 0)
            {
                return step;
            }
        }

        return SimulatedStep.Answer;
    }
}
