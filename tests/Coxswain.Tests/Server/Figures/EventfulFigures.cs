namespace Coxswain.Tests.Server.Figures;

/// <summary>As <see cref="GeneratedFigures"/>, of the history with failures and slow calls.</summary>
[CollectionDefinition(nameof(EventfulFigures))]
public sealed class EventfulFigures : ICollectionFixture<EventfulHistory>;
