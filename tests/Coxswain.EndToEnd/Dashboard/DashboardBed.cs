using System.Globalization;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Processes;
using Microsoft.Playwright;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>The real daemon with a home of its own, and what a user and Claude Code do with it.</summary>
public sealed class DashboardBed : IAsyncDisposable
{
    private static readonly TimeSpan StoreLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Shared();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public DashboardBed() => Cox = new CoxProcess(_network, _folder.Combine("home"));

    public CoxProcess Cox { get; }

    /// <summary>Made by <c>cox demo</c>; empty: the user's own.</summary>
    public string Configuration { get; private set; } = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Fills the home with made-up sessions; before the daemon is up.</summary>
    public async Task MakeUpAsync(int sessions)
    {
        var made = await Cox.DoneAsync("demo", "--sessions", sessions.ToString(CultureInfo.InvariantCulture), "--seed", "5", "--json");
        Configuration = made.Json().GetProperty("configFile").GetString() ?? "";
    }

    public Task UpAsync() => Cox.UpAsync(Cancelled, Told());

    /// <summary>Ends the daemon at once, as a crash does.</summary>
    public async Task KillAsync()
    {
        Cox.Daemon.Kill();
        await Cox.Daemon.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
    }

    /// <summary>Starts it where it was.</summary>
    public Task UpAgainAsync()
    {
        Cox.ApiPort = new Uri(Cox.Api).Port;
        return UpAsync();
    }

    /// <summary>Once the store answers: until then pages say that it does not.</summary>
    public async Task WaitForStoreAsync()
    {
        var until = TimeProvider.System.GetUtcNow() + StoreLimit;
        while ((await Cox.RunAsync(Cancelled, ["sql", "SELECT 1", .. Told()])).ExitCode != 0)
        {
            Assert.True(TimeProvider.System.GetUtcNow() < until, "The store does not answer.");
            await Task.Delay(Pause, TimeProvider.System, Cancelled);
        }
    }

    /// <summary>As <c>cox login</c> prints it.</summary>
    public async Task<string> LoginCodeAsync() => (await Cox.DoneAsync(["login", "--json", .. Told()])).Json().GetProperty("code").GetString() ?? "";

    /// <summary>As a user does it: by the page.</summary>
    public async Task<IPage> LogInAsync(IBrowserContext browser)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(Cox.Api + "/");
        await TypeCodeAsync(page, await LoginCodeAsync());
        await page.WaitForURLAsync(Cox.Api + "/");
        return page;
    }

    public static async Task TypeCodeAsync(IPage page, string code)
    {
        await page.GetByLabel("Login code").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Log in" }).ClickAsync();
    }

    /// <summary>Sends events as Claude Code does.</summary>
    /// <returns>When they were acknowledged.</returns>
    public async Task<DateTimeOffset> SendAsync(params OtlpLog[] events)
    {
        var export = new OtlpExport
        {
            Scope = new OtlpScope([new("service.name", "claude-code"), new("service.version", ClaudeCode.Version)], "com.anthropic.claude_code.events", ClaudeCode.Version),
            At = TimeProvider.System.GetUtcNow(),
            Logs = events,
        };
        var answer = await new OtlpSender(_http, Cox.OtlpHttp, OtlpProtocol.HttpProtobuf).SendAsync(export, Cancelled);
        Assert.Equal(200, answer.Status);
        return TimeProvider.System.GetUtcNow();
    }

    public async ValueTask DisposeAsync()
    {
        await Cox.DisposeAsync();
        _http.Dispose();
        _network.Dispose();
        _folder.Dispose();
    }

    private string[] Told() => Configuration.Length > 0 ? ["--config", Configuration] : [];
}
