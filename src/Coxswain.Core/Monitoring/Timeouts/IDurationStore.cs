using Coxswain.Core.Kernel;

namespace Coxswain.Core.Monitoring.Timeouts;

/// <summary>What is stored of how long calls took.</summary>
public interface IDurationStore
{
    /// <summary>Answered calls, and attempts given up because nothing came in time: the newest <paramref name="limit"/>, the newest first. Each call once, by the gateway's clock where it went through it.</summary>
    Task<IReadOnlyList<DurationSample>> ReadAsync(TimeRange range, int limit, CancellationToken cancellationToken);
}
