using Coxswain.Core.Kernel;

namespace Coxswain.Core.Telemetry.Drift;

/// <summary>Counts what arrived, by client version, for <c>cox doctor</c>.</summary>
public interface IDriftStore
{
    /// <summary>Events and metrics of Claude Code whose records lie in <paramref name="range"/>, with each of their attributes.</summary>
    Task<IReadOnlyList<ObservedField>> ReadObservedAsync(TimeRange range, CancellationToken cancellationToken);

    /// <summary>Which source told of the requests last seen in <paramref name="range"/>.</summary>
    Task<IReadOnlyList<SourceDrift>> ReadSourcesAsync(TimeRange range, CancellationToken cancellationToken);

    /// <summary>Requests last seen in <paramref name="range"/> of which the gateway alone tells.</summary>
    Task<long> CountGatewayOnlyAsync(TimeRange range, CancellationToken cancellationToken);

    /// <summary>Of requests both sources told of: which fields only one of them fills.</summary>
    Task<IReadOnlyList<SourceField>> ReadSourceFieldsAsync(TimeRange range, CancellationToken cancellationToken);

    /// <summary>Lines of transcripts without a place, most frequent first; all of them, not of a range.</summary>
    Task<IReadOnlyList<TranscriptGap>> ReadTranscriptGapsAsync(CancellationToken cancellationToken);

    /// <summary>Hook events of Claude Code in <paramref name="range"/>.</summary>
    Task<HookArrivals> ReadHookArrivalsAsync(TimeRange range, CancellationToken cancellationToken);
}
