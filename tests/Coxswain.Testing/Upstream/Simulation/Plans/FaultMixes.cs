using Coxswain.Testing.Upstream.Simulation.Faults;

namespace Coxswain.Testing.Upstream.Simulation.Plans;

/// <summary>Stated mixes of faults, so that tests and benchmarks mean the same ones.</summary>
public static class FaultMixes
{
    /// <summary>
    /// Three calls in ten fail in a way that passes: half before a response begins, half with a response that has begun or lies. None is slower than the client's own limit of time.
    /// </summary>
    public static IReadOnlyList<(Fault Fault, double Probability)> ThirtyPercent { get; } =
    [
        (Fault.Parse("529"), 0.06),
        (Fault.Parse("500"), 0.03),
        (Fault.Parse("503"), 0.02),
        (Fault.Parse("502-html"), 0.01),
        (Fault.Parse("429"), 0.03),
        (Fault.Parse("reset:before-headers"), 0.04),
        (Fault.Parse("cut:in-headers"), 0.01),
        (Fault.Parse("stall:before-headers"), 0.01),
        (Fault.Parse("error-event:after-headers"), 0.02),
        (Fault.Parse("error-event:after-message-start"), 0.02),
        (Fault.Parse("reset:after-message-start"), 0.02),
        (Fault.Parse("empty-stream"), 0.02),
        (Fault.Parse("cut:after-headers"), 0.01),
    ];
}
