using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse;

/// <summary>The capture <c>tools-json</c> in a database, stored by the first test that asks; tests only read it, or repeat what is there.</summary>
public sealed class CapturedSession(SharedEngine engine) : IAsyncDisposable
{
    private TestStore? _store;

    internal async Task<TestStore> GetAsync()
    {
        if (_store is null)
        {
            _store = await TestStore.MigratedAsync(engine);
            await CapturedBatches.FillAsync(_store, "tools-json");
        }

        return _store;
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }
}
