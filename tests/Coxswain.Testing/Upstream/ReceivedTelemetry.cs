namespace Coxswain.Testing.Upstream;

/// <summary>An OTLP/HTTP body sent to the scripted upstream.</summary>
/// <param name="Path"><c>/v1/logs</c>, <c>/v1/metrics</c> or <c>/v1/traces</c>.</param>
public sealed record ReceivedTelemetry(string Path, string ContentType, byte[] Body);
