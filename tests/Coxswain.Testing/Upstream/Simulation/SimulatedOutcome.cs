namespace Coxswain.Testing.Upstream.Simulation;

/// <summary>How a call ended, as seen from the upstream.</summary>
public enum SimulatedOutcome
{
    /// <summary>Not ended yet.</summary>
    Running,

    /// <summary>A whole answer was sent.</summary>
    Answered,

    /// <summary>An error or a fault of the plan.</summary>
    Faulted,

    /// <summary>An error of the request, or of its limits.</summary>
    Refused,

    /// <summary>The client left before the end.</summary>
    Left,
}
