namespace Coxswain.Testing.Otlp;

/// <summary>The resource and scope one export's records share.</summary>
public sealed record OtlpScope(IReadOnlyList<OtlpPair> Resource, string Name, string Version);
