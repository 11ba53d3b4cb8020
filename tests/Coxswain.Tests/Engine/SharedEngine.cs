using Coxswain.Testing.Engines;

[assembly: AssemblyFixture(typeof(Coxswain.Tests.Engine.SharedEngine))]

namespace Coxswain.Tests.Engine;

/// <summary>One engine process for all tests of the assembly, started by the first that asks. Each test uses a database of its own.</summary>
public sealed class SharedEngine : IAsyncDisposable
{
    private readonly Lazy<Task<EngineProcess>> _engine = new(() => EngineProcess.StartAsync());

    public Task<EngineProcess> GetAsync() => _engine.Value;

    /// <summary>Makes an empty database and returns its name.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = "test_" + Guid.NewGuid().ToString("N")[..12];
        var engine = await GetAsync();
        await engine.QueryAsync("CREATE DATABASE " + name);
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine.IsValueCreated)
        {
            await (await _engine.Value).DisposeAsync();
        }
    }
}
