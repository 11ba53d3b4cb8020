namespace Coxswain.Tests.Server.Figures;

/// <summary>Classes that share one history in one server, and so run one after the other.</summary>
[CollectionDefinition(nameof(GeneratedFigures))]
public sealed class GeneratedFigures : ICollectionFixture<GeneratedHistory>;
