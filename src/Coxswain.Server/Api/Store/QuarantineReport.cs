namespace Coxswain.Server.Api.Store;

/// <inheritdoc cref="Coxswain.Core.Telemetry.QuarantinedRows"/>
public sealed record QuarantineReport(DateTimeOffset Time, string Kind, string Shape, long? Rows, string Reason, string Path);
