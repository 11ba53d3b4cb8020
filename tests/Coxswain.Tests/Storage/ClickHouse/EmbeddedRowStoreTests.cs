using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse;

public sealed class EmbeddedRowStoreTests(SharedEngine engine, MigratedDatabase database) : RowStoreContract, IClassFixture<MigratedDatabase>
{
    private protected override async Task<TestStore> OpenAsync() => await TestStore.ReusedAsync(engine, await database.GetAsync());
}
