namespace Coxswain.Testing.Upstream.Simulation.Plans;

internal sealed class FunctionPlan(Func<SimulatedRequest, SimulatedStep> decide) : SimulatorPlan
{
    public override SimulatedStep Next(SimulatedRequest request) => decide(request);
}
