using Coxswain.Server.Api.Import;
using Coxswain.Server.Hosting;
using Coxswain.Storage.Opening;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Server.Api.Import;

/// <summary>A daemon takes an import in and waits for the store; a server that ends with its command says why it cannot.</summary>
public sealed class ImportableStoreTests
{
    private readonly StoreGate _gate = new();
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Daemon_imports_while_the_store_is_away()
    {
        _gate.Close("The store is away.", isFinal: true);

        Assert.Null(await WhyNotAsync(ServerMode.Daemon));
    }

    [Fact]
    public async Task Command_alone_imports_into_an_open_store()
    {
        _gate.Open();

        Assert.Null(await WhyNotAsync(ServerMode.OneCommand));
    }

    [Fact]
    public async Task Command_alone_refuses_with_the_reason_when_the_store_is_away()
    {
        _gate.Close("The store is away.", isFinal: true);

        Assert.Equal("The store is away.", await WhyNotAsync(ServerMode.OneCommand));
    }

    [Fact]
    public async Task Command_alone_waits_for_a_store_that_starts()
    {
        var asked = WhyNotAsync(ServerMode.OneCommand);
        Assert.False(asked.IsCompleted);

        _gate.Open();

        Assert.Null(await asked);
    }

    [Fact]
    public async Task Command_alone_does_not_wait_for_ever()
    {
        var asked = WhyNotAsync(ServerMode.OneCommand);
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(asked.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("The store is starting.", await asked);
    }

    private Task<string?> WhyNotAsync(ServerMode mode) =>
        new ImportableStore(new ServerModeFeature(mode), _gate, _clock).WhyNotAsync(TestContext.Current.CancellationToken);
}
