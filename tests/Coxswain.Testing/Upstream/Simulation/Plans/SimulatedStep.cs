using System.Text.Json;
using System.Text.Json.Nodes;
using Coxswain.Testing.Upstream.Simulation.Faults;

namespace Coxswain.Testing.Upstream.Simulation.Plans;

/// <summary>What the simulator does with one Messages call. Without anything set it answers with text made from the request's hash.</summary>
public sealed record SimulatedStep
{
    public static readonly SimulatedStep Answer = new();

    /// <summary><see langword="null"/> when nothing goes wrong.</summary>
    public Fault? Fault { get; init; }

    public string? Text { get; init; }

    /// <summary>The answer calls this tool, after its text when there is one.</summary>
    public string? Tool { get; init; }

    public JsonNode? Input { get; init; }

    /// <summary>The answer names this model instead of the asked one.</summary>
    public string? Model { get; init; }

    /// <summary>Why the answer stops, in place of what its blocks say: <c>refusal</c>.</summary>
    public string? Stop { get; init; }

    /// <summary>Length of a made text; <see langword="null"/> is the simulator's setting.</summary>
    public int? Words { get; init; }

    /// <summary>Before anything is sent; <see langword="null"/> is what the latency profile draws.</summary>
    public TimeSpan? FirstByte { get; init; }

    /// <summary>Between two events; <see langword="null"/> is what the latency profile draws.</summary>
    public TimeSpan? BetweenEvents { get; init; }

    public static SimulatedStep Say(string text) => new() { Text = text };

    public static SimulatedStep Call(string tool, object input) => new() { Tool = tool, Input = JsonSerializer.SerializeToNode(input) };

    public static SimulatedStep Fail(Fault fault) => new() { Fault = fault };

    /// <param name="fault">As plan files name it: <c>529</c>, <c>reset:in-block</c>.</param>
    public static SimulatedStep Fail(string fault) => new() { Fault = Fault.Parse(fault) };

    public static SimulatedStep Fail(ApiError error) => new() { Fault = Fault.Of(error) };
}
