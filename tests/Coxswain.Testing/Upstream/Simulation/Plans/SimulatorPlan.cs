using Coxswain.Testing.Upstream.Simulation.Faults;

namespace Coxswain.Testing.Upstream.Simulation.Plans;

/// <summary>Decides what happens to each Messages call. Asked from many threads at once.</summary>
public abstract class SimulatorPlan
{
    public static readonly SimulatorPlan Healthy = Script(SimulatedStep.Answer);

    public abstract SimulatedStep Next(SimulatedRequest request);

    /// <summary>A step per call, by order of arrival; the last repeats.</summary>
    public static SimulatorPlan Script(params IReadOnlyList<SimulatedStep> steps) => new ScriptPlan(steps);

    /// <summary>Faults by chance; the same seed, body and occurrence always get the same.</summary>
    public static SimulatorPlan Mix(ulong seed, params IReadOnlyList<(Fault Fault, double Probability)> faults) => new FaultMixPlan(seed, faults);

    public static SimulatorPlan From(Func<SimulatedRequest, SimulatedStep> decide) => new FunctionPlan(decide);
}
