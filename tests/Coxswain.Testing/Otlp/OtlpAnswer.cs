namespace Coxswain.Testing.Otlp;

/// <param name="Status">The HTTP status, or gRPC's status number.</param>
/// <param name="Body">The export response message in the protocol's own encoding.</param>
public sealed record OtlpAnswer(bool Accepted, int Status, byte[] Body);
