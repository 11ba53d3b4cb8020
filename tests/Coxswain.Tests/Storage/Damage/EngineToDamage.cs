using Coxswain.Testing.Engines;
using Coxswain.Testing.Processes;

namespace Coxswain.Tests.Storage.Damage;

/// <summary>An engine of its own: its count of errors is the tests', and its folder lies as in a data folder.</summary>
public sealed class EngineToDamage : IAsyncLifetime
{
    private readonly TemporaryFolder _root = new();
    private EngineProcess? _process;

    public EngineProcess Process => _process ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _process = await EngineProcess.StartAsync(_root.Combine("engine"));
        // Its metadata folder has a file as soon as it has a database.
        await _process.QueryAsync("CREATE DATABASE first");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _root.Dispose();
    }
}
