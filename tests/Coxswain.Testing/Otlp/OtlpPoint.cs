namespace Coxswain.Testing.Otlp;

public sealed record OtlpPoint(IReadOnlyList<OtlpPair> Attributes, long StartNs, long TimeNs, double Value);
