using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Coxswain.Core.Telemetry;
using Coxswain.Dashboard.Pages;
using Coxswain.Server.Security;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Telemetry;
using Coxswain.Testing.Traces.Transcripts;
using Coxswain.Tests.Server.ClickHouseHttp;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Tests.Server.Figures;

/// <summary>Fifty generated sessions in a real server with its engine: all sent over OTLP, two of three also imported from transcripts.</summary>
public class GeneratedHistory : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServerWithEngine _server;

    /// <summary>From the day on that the prices of its models are those <see cref="TracePrices"/> has.</summary>
    public GeneratedHistory()
        : this(
            TraceGenerator.Generate(new TraceOptions
            {
                Seed = 20261127, Sessions = 50, Requests = 1600, Errors = 6, ToolFailureChance = 0.12, AverageSessionCostUsd = null, Start = new DateTimeOffset(2026, 10, 8, 8, 30, 0, TimeSpan.Zero),
            }),
            null)
    {
    }

    /// <param name="clock">What the server takes the time from; <see langword="null"/>: the system.</param>
    protected GeneratedHistory(Trace trace, TimeProvider? clock)
    {
        Trace = trace;
        _server = new ServerWithEngine { Clock = clock, More = new Dictionary<string, string> { ["COX_TRANSCRIPTS_KEEP_PROMPT_TEXT"] = "true" } };
    }

    public Trace Trace { get; }

    public bool IsInTranscripts(TraceSession session) => Trace.Sessions.ToList().IndexOf(session) % 3 != 0;

    /// <summary>Only transcripts tell it.</summary>
    public string Project(TraceSession session) => IsInTranscripts(session) ? session.Project.Folder : "";

    public async Task<T> AskAsync<T>(string address) => await _server.Http.GetFromJsonAsync<T>(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException("No answer.");

    /// <summary>A browser somebody has logged in with. The caller's to dispose.</summary>
    public async Task<HttpClient> LogInAsync()
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = _server.Http.BaseAddress };
        using var code = new FormUrlEncodedContent([KeyValuePair.Create("code", BrowserAccess.LoginCode(new ApiToken(_server.Record.Token)))]);
        using var answer = await browser.PostAsync(new Uri("/login", UriKind.Relative), code, TestContext.Current.CancellationToken);
        return browser;
    }

    /// <summary>Where pages are, as the server says.</summary>
    public IReadOnlyList<PagePlace> Places => [.. _server.Services.GetRequiredService<PageCatalog>().All.Select(static page => page.Place)];

    /// <summary>The API's answer, whatever it is.</summary>
    public Task<HttpResponseMessage> GetAsync(string address) => _server.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

    public async Task PutAsync(string address, object body)
    {
        using var answer = await _server.Http.PutAsJsonAsync(new Uri(address, UriKind.Relative), body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async Task PostAsync(string address, object body)
    {
        using var answer = await _server.Http.PostAsJsonAsync(new Uri(address, UriKind.Relative), body, CancellationToken.None);
        answer.EnsureSuccessStatusCode();
    }

    public virtual async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        using var http = new HttpClient();
        var sender = new OtlpSender(http, _server.Record.OtlpHttp.TrimEnd('/'), OtlpProtocol.HttpProtobuf);
        foreach (var export in TelemetryRendering.Render(Trace))
        {
            var answer = await sender.SendAsync(export, CancellationToken.None);
            if (!answer.Accepted)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Not taken: {answer}"));
            }
        }

        TranscriptRendering.WriteTo(Trace with { Sessions = [.. Trace.Sessions.Where(IsInTranscripts)] }, _folder.Path);

        // The import ends when all that was taken in before it is stored too.
        using var imported = await _server.Http.PostAsync(new Uri($"/api/import/transcripts?folders={Uri.EscapeDataString(_folder.Path)}", UriKind.Relative), null, CancellationToken.None);
        imported.EnsureSuccessStatusCode();
        var progress = await imported.Content.ReadAsStringAsync(CancellationToken.None);
        if (!progress.TrimEnd().Split('\n')[^1].Contains("\"isFinished\":true", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The import did not end: " + progress);
        }
    }

    /// <summary>Completes when all that was taken in is stored.</summary>
    protected Task FlushAsync() => _server.Services.GetRequiredService<IOutbox>().FlushAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
