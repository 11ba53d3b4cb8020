namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>Classes that share one engine and so run one after the other.</summary>
[CollectionDefinition(nameof(UsageStoreTestGroup))]
public sealed class UsageStoreTestGroup : ICollectionFixture<UsageStoreBed>;
