using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>One network, one temporary folder, one client; the upstream follows the script it is given.</summary>
internal sealed class RealClientFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<IAsyncDisposable> _started = [];

    private RealClientFixture()
    {
        Client = new ClaudeCode(Network, _folder.Combine("home"));
        Cox = new CoxProcess(Network, _folder.Combine("cox-home"));
    }

    public LoopbackNetwork Network { get; } = LoopbackNetwork.Create();

    public ClaudeCode Client { get; }

    public CoxProcess Cox { get; }

    public static RealClientFixture Create() => new();

    public async Task<ScriptedUpstream> UpstreamAsync(params UpstreamStep[] script)
    {
        var upstream = await ScriptedUpstream.StartAsync(Network.Listen(), script, TestContext.Current.CancellationToken);
        _started.Add(upstream);
        return upstream;
    }

    public async ValueTask DisposeAsync()
    {
        await Cox.DisposeAsync();
        foreach (var started in _started)
        {
            await started.DisposeAsync();
        }

        Network.Dispose();
        _folder.Dispose();
    }
}
