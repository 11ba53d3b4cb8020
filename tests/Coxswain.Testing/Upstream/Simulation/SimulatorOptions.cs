using System.Net.Sockets;
using Coxswain.Testing.Upstream.Simulation.Limits;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.Testing.Upstream.Simulation;

/// <summary>How a simulated upstream behaves, apart from its plan.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Of limits, cache lifetimes and waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Of latencies.</summary>
    public ulong Seed { get; init; }

    /// <summary>Zero takes a free port.</summary>
    public int Port { get; init; }

    /// <summary>A bound socket to listen with instead, as one of another network namespace; <see langword="null"/>: <see cref="Port"/> holds.</summary>
    public Socket? Listener { get; init; }

    public IReadOnlyList<LatencyRule> Latency { get; init; } = [];

    /// <summary>By model; a model without an entry has no limit.</summary>
    public IReadOnlyDictionary<string, RateLimit> Limits { get; init; } = new Dictionary<string, RateLimit>();

    /// <summary><see langword="null"/> is an API key.</summary>
    public Subscription? Subscription { get; init; }

    /// <summary>Tokens of the longest prompt, for every model; <see langword="null"/> is the model's own.</summary>
    public int? Window { get; init; }

    /// <summary>Accounts made since 2026-08-31 get thinking's prefix check without asking for it.</summary>
    public bool IsNewAccount { get; init; } = true;

    /// <summary>Of answers a step says nothing of.</summary>
    public int Words { get; init; } = 40;

    /// <summary>The oldest calls are forgotten beyond so many; totals are not.</summary>
    public int KeptCalls { get; init; } = 100_000;

    /// <summary>A larger request gets 413.</summary>
    public int MaxBodyBytes { get; init; } = 32 << 20;

    /// <summary>Simulators with the same key accept each other's thinking blocks.</summary>
    public string ThinkingKey { get; init; } = "simulator";
}
