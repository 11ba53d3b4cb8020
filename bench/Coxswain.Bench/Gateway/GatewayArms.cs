using System.Globalization;
using System.Net.Http.Json;
using Coxswain.Bench.Measuring;
using Coxswain.Testing;
using Coxswain.Testing.Processes;

namespace Coxswain.Bench.Gateway;

/// <summary>All arms up at once: the mock upstream, and each gateway before it.</summary>
internal sealed class GatewayArms : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _processes = [];
    private readonly List<GatewayArm> _arms = [];

    public IReadOnlyList<GatewayArm> All => _arms;

    public StoreUnderTest Store { get; private set; } = null!;

    /// <summary>Arms that could not be started, and why.</summary>
    public List<string> Missing { get; } = [];

    private int Upstream => _arms[0].Port;

    public GatewayArm? Find(string name) => _arms.FirstOrDefault(arm => arm.Name == name);

    /// <param name="alone">Without the peers.</param>
    public static async Task<GatewayArms> StartAsync(bool alone, CancellationToken cancellationToken)
    {
        var arms = new GatewayArms();
        try
        {
            await arms.StartUpstreamAsync(cancellationToken);
            await arms.StartCoxswainAsync(cancellationToken);
            await arms.StartHaProxyAsync(cancellationToken);
            if (!alone)
            {
                await arms.StartPortkeyAsync(cancellationToken);
                await arms.StartRouterAsync(cancellationToken);
                await arms.StartCcflareAsync(cancellationToken);
            }

            return arms;
        }
        catch
        {
            await arms.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            await process.DisposeAsync();
        }
    }

    private async Task StartUpstreamAsync(CancellationToken cancellationToken)
    {
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var home = new TemporaryFolder();
        _processes.Add(new ServedProcess(
            home, Environment.ProcessPath!, [MockUpstream.Verb], home.Path, line => port.TrySetResult(int.Parse(line, CultureInfo.InvariantCulture))));
        _arms.Add(new GatewayArm(GatewayArm.Direct, await port.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, cancellationToken), "", null));
    }

    private async Task StartCoxswainAsync(CancellationToken cancellationToken)
    {
        Store = await StoreUnderTest.StartAsync(cancellationToken, new Dictionary<string, string> { ["COX_GATEWAY_UPSTREAM"] = $"http://127.0.0.1:{Upstream}" });
        _processes.Add(Store);
        _arms.Add(new GatewayArm(GatewayArm.Coxswain, new Uri(Store.Cox.Gateway).Port, "", Store.Meter));
    }

    private Task StartPortkeyAsync(CancellationToken cancellationToken)
    {
        var folder = Package("@portkey-ai", "gateway");
        return StartPeerAsync(
            GatewayArm.Portkey, "node", port => ["build/start-server.js", "--headless", $"--port={port}"], folder, folder,
            $"x-portkey-provider: anthropic\r\nx-portkey-custom-host: http://127.0.0.1:{Upstream}/v1\r\n", static (_, _) => { }, cancellationToken);
    }

    private Task StartRouterAsync(CancellationToken cancellationToken)
    {
        var program = Package("@musistudio", "claude-code-router", "dist", "cli.js");
        return StartPeerAsync(GatewayArm.Router, "node", _ => [program, "start"], program, null, "", Configure, cancellationToken);

        void Configure(TemporaryFolder home, int port)
        {
            Directory.CreateDirectory(home.Combine(".claude-code-router"));
            File.WriteAllText(home.Combine(".claude-code-router", "config.json"), $$$"""
                {"PORT":{{{port}}},"HOST":"127.0.0.1","LOG":false,"API_TIMEOUT_MS":60000,
                 "Providers":[{"name":"mock","api_base_url":"http://127.0.0.1:{{{Upstream}}}/v1/messages","api_key":"none","models":["claude-opus-4-5"],"transformer":{"use":["Anthropic"]}}],
                 "Router":{"default":"mock,claude-opus-4-5"}}
                """);
        }
    }

    private async Task StartCcflareAsync(CancellationToken cancellationToken)
    {
        var program = Package("better-ccflare", "dist", "better-ccflare");
        await StartPeerAsync(GatewayArm.Ccflare, program, port => ["--serve", "--port", $"{port}"], program, null, "", static (_, _) => { }, cancellationToken);
        if (Find(GatewayArm.Ccflare) is { } arm)
        {
            using var http = new HttpClient();
            using var answer = await http.PostAsJsonAsync(
                $"http://127.0.0.1:{arm.Port}/api/accounts/anthropic-compatible",
                new { name = "mock", apiKey = "none", priority = 0, customEndpoint = $"http://127.0.0.1:{Upstream}" },
                cancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>The negative control: without <c>option http-no-delay</c> it holds a stream's frames back.</summary>
    private Task StartHaProxyAsync(CancellationToken cancellationToken)
    {
        const string Program = "/usr/sbin/haproxy";
        return StartPeerAsync(GatewayArm.HaProxy, Program, static _ => ["-db", "-f", "haproxy.cfg"], Program, null, "", Configure, cancellationToken);

        void Configure(TemporaryFolder home, int port) => File.WriteAllText(home.Combine("haproxy.cfg"), $"""
            global
              maxconn 2000
            defaults
              mode http
              timeout connect 5s
              timeout client 60s
              timeout server 60s
            frontend in
              bind 127.0.0.1:{port}
              default_backend up
            backend up
              server up 127.0.0.1:{Upstream}

            """);
    }

    /// <param name="needed">The file or folder that must be there.</param>
    /// <param name="folder">Where it runs; <see langword="null"/>: in its home.</param>
    private async Task StartPeerAsync(
        string name, string program, Func<int, IEnumerable<string>> arguments, string needed, string? folder, string headers, Action<TemporaryFolder, int> configure, CancellationToken cancellationToken)
    {
        if (!Path.Exists(needed))
        {
            Missing.Add($"{name} is not installed");
            return;
        }

        var (home, port) = (new TemporaryFolder(), ServedProcess.FreePort());
        configure(home, port);
        var process = new ServedProcess(home, program, arguments(port), folder ?? home.Path);
        _processes.Add(process);
        await process.ListeningAsync(port, cancellationToken);
        _arms.Add(new GatewayArm(name, port, headers, process.Meter));
    }

    private static string Package(params string[] names) => RepositoryRoot.Combine(["bench", "npm", "node_modules", .. names]);
}
