using Coxswain.Core.Usage;

namespace Coxswain.Core.Monitoring.Errors;

/// <summary>What calls of all sessions failed with and how many were answered, as all sources together tell them.</summary>
public interface IErrorRateStore
{
    /// <summary>The newest <paramref name="limit"/>, the oldest of them first. Where nobody told a failure's project, that of the nearest answered call of its agent counts.</summary>
    Task<IReadOnlyList<SeenFailure>> ReadFailuresAsync(UsageFilter filter, int limit, CancellationToken cancellationToken);

    /// <summary>By full hour of the filter's time zone, model and prompt size, in no order.</summary>
    Task<IReadOnlyList<AnsweredHour>> CountAnsweredAsync(UsageFilter filter, CancellationToken cancellationToken);

    /// <summary>Calls of the gateway that were answered after failures their client saw nothing of: the newest <paramref name="limit"/>, the oldest of them first.</summary>
    Task<IReadOnlyList<RescuedCall>> ReadRescuedAsync(UsageFilter filter, int limit, CancellationToken cancellationToken);
}
