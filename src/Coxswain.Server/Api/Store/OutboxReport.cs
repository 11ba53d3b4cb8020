namespace Coxswain.Server.Api.Store;

/// <inheritdoc cref="Coxswain.Core.Telemetry.OutboxStatus"/>
public sealed record OutboxReport(
    long PendingRows, long PendingBytes, double? OldestPendingSeconds, long InsertedRows, DateTimeOffset? LastInsertAt, string? StoreProblem,
    bool IsFull, long? QuarantinedRows, long? LostRows, IReadOnlyList<QuarantineReport> Quarantined);
