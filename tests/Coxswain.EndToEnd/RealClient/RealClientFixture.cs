using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>
/// One network for all; a daemon that gets telemetry only and one that also follows the transcripts, each with a client whose home folder it does
/// not or does see. They start when first asked for, because the schema takes its time.
/// </summary>
public sealed class RealClientFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();
    private readonly Dictionary<bool, ClaudeCode> _clients;
    private readonly Dictionary<bool, CoxProcess> _daemons = [];

    public RealClientFixture() => _clients = new[] { false, true }.ToDictionary(
        transcripts => transcripts, transcripts => new ClaudeCode(_network, _folder.Combine(transcripts ? "seen" : "unseen")));

    public LoopbackNetwork Network => _network;

    public ClaudeCode Client(bool transcripts) => _clients[transcripts];

    /// <param name="transcripts">Whether it shall follow the transcripts of <see cref="Client"/>.</param>
    public async Task<CoxProcess> DaemonAsync(bool transcripts)
    {
        if (!_daemons.TryGetValue(transcripts, out var cox))
        {
            cox = _daemons[transcripts] = new CoxProcess(_network, _folder.Combine(transcripts ? "cox-both" : "cox-telemetry"));
            if (transcripts)
            {
                cox.Environment["CLAUDE_CONFIG_DIR"] = Client(transcripts).ConfigFolder;
            }

            await cox.UpAsync(TestContext.Current.CancellationToken);
        }

        return cox;
    }

    public Task<ScriptedUpstream> UpstreamAsync(params UpstreamStep[] script) =>
        ScriptedUpstream.StartAsync(_network.Listen(), script, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var cox in _daemons.Values)
        {
            await cox.DisposeAsync();
        }

        _network.Dispose();
        _folder.Dispose();
    }
}
