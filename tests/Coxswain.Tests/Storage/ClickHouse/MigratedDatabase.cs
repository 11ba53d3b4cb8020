using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse;

/// <summary>A database with all tables for the tests of one class, which run one after the other and each take it emptied.</summary>
public sealed class MigratedDatabase(SharedEngine engine) : IAsyncDisposable
{
    private TestStore? _store;

    internal async Task<TestStore> GetAsync() => _store ??= await TestStore.MigratedAsync(engine);

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }
}
