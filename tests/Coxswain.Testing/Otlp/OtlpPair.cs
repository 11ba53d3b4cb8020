namespace Coxswain.Testing.Otlp;

public readonly record struct OtlpPair(string Key, OtlpValue Value);
