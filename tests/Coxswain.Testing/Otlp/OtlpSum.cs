namespace Coxswain.Testing.Otlp;

/// <summary>A monotonic delta sum with its points.</summary>
public sealed record OtlpSum(string Name, string Description, string Unit, IReadOnlyList<OtlpPoint> Points);
