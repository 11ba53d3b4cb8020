using Coxswain.Testing.Upstream.Simulation.Caching;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.Testing.Upstream.Simulation;

/// <summary>What is kept of one call. Complete when <see cref="Ended"/> is.</summary>
public sealed class SimulatedCall
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Of all calls, whatever their path, from 1.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }

    public required string Method { get; init; }

    /// <summary>Path and query as sent.</summary>
    public required string Target { get; init; }

    /// <summary>Names in lower case; of keys a hash only.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public string RequestSha256 { get; internal set; } = "";

    public long RequestBytes { get; internal set; }

    public string Model { get; internal set; } = "";

    public bool Stream { get; internal set; }

    /// <summary><see langword="null"/> for calls that are none of Messages.</summary>
    public SimulatedStep? Step { get; internal set; }

    /// <summary><see langword="null"/> when no status line was sent.</summary>
    public int? Status { get; internal set; }

    /// <summary>Empty when no headers were sent.</summary>
    public string RequestId { get; internal set; } = "";

    /// <summary>Of the body bytes that were sent.</summary>
    public string ResponseSha256 { get; internal set; } = "";

    public long ResponseBytes { get; internal set; }

    /// <summary>Of the answer's whole text, sent or not; empty when there was none.</summary>
    public string TextSha256 { get; internal set; } = "";

    /// <summary><see langword="null"/> when the prompt was not processed.</summary>
    public CacheUse? Cache { get; internal set; }

    public long OutputTokens { get; internal set; }

    public SimulatedOutcome Outcome { get; internal set; }

    /// <summary><see langword="null"/> when the client stayed to the end.</summary>
    public DateTimeOffset? ClientLeftAt { get; internal set; }

    public DateTimeOffset? EndedAt { get; internal set; }

    public Task Ended => _ended.Task;

    internal void End() => _ended.TrySetResult();
}
