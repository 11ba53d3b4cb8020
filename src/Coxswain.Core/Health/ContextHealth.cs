using Coxswain.Core.Health.Window;

namespace Coxswain.Core.Health;

/// <summary>How healthy a session's context window is. No text of the conversation: figures, paths and tools' names.</summary>
/// <param name="AsOf">When it was read.</param>
/// <param name="Model">Of the last request; empty: none.</param>
/// <param name="LastRequestAt"><see langword="null"/>: no request is known.</param>
public sealed record ContextHealth(string SessionId, DateTimeOffset AsOf, string Model, DateTimeOffset? LastRequestAt)
{
    /// <summary>Why there is no transcript to read; <see langword="null"/>: there is one.</summary>
    public string? NoTranscript { get; init; }

    /// <summary>Of all of the session: requests of the main conversation.</summary>
    public int Turns { get; init; }

    /// <summary>The newest of both, transcript and status line; <see langword="null"/>: no request is known.</summary>
    public long? UsedTokens { get; init; }

    public long? WindowTokens { get; init; }

    /// <summary>What <see cref="WindowTokens"/> rests on, or why it is not known.</summary>
    public string WindowFrom { get; init; } = "";

    /// <summary>When the status line told something last; <see langword="null"/>: not since the daemon started.</summary>
    public DateTimeOffset? StatusLineAt { get; init; }

    public required TokenRate Rate { get; init; }

    /// <summary>The day of the thresholds.</summary>
    public DateOnly BandsOf { get; init; }

    public IReadOnlyList<HealthMetric> Metrics { get; init; } = [];

    public IReadOnlyList<ContextCompaction> Compactions { get; init; } = [];

    /// <summary>Lines of the transcript that could not be read: figures may lack what stood in them.</summary>
    public long DamagedLines { get; init; }
}
