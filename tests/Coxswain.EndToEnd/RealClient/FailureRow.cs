using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>A line of the failure table: what the upstream does with a session's calls, one after the other; the last repeats.</summary>
/// <param name="Name">As the table calls it.</param>
internal sealed record FailureRow(string Name, params IReadOnlyList<SimulatedStep> Steps)
{
    public const string Answer = "the answer";

    /// <summary>Circuits are kept by model: a row that opens one has a model of its own.</summary>
    public string Model { get; init; } = "opus";

    /// <summary>Where the client's own patience is shortened for it.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Of the session; a longer one is ended.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Nothing listens at the upstream's address.</summary>
    public bool IsRefused { get; init; }

    /// <param name="faults">As plan files name them; after them the upstream answers.</param>
    public static FailureRow Then(string name, params string[] faults) => new(name, [.. faults.Select(SimulatedStep.Fail), SimulatedStep.Say(Answer)]);

    public static FailureRow Always(string name, string fault) => new(name, SimulatedStep.Fail(fault));
}
