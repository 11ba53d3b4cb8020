namespace Coxswain.Testing.Upstream.Simulation.Plans;

internal sealed class ScriptPlan(IReadOnlyList<SimulatedStep> steps) : SimulatorPlan
{
    public override SimulatedStep Next(SimulatedRequest request) => steps.Count == 0 ? SimulatedStep.Answer : steps[Math.Min(request.Number, steps.Count) - 1];
}
