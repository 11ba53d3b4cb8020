using System.Globalization;
using System.Net.Http.Json;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Telemetry;
using Coxswain.Testing.Traces.Transcripts;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Figures;

/// <summary>Fifty generated sessions in a real server with its engine: all sent over OTLP, two of three also imported from transcripts.</summary>
public sealed class GeneratedHistory : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServerWithEngine _server = new();

    public Trace Trace { get; } = TraceGenerator.Generate(new TraceOptions
    {
        Seed = 20261127, Sessions = 50, Requests = 1600, Errors = 6, ToolFailureChance = 0.12, AverageSessionCostUsd = null, Start = new DateTimeOffset(2026, 10, 1, 8, 30, 0, TimeSpan.Zero),
    });

    public bool IsInTranscripts(TraceSession session) => Trace.Sessions.ToList().IndexOf(session) % 3 != 0;

    /// <summary>Only transcripts tell it.</summary>
    public string Project(TraceSession session) => IsInTranscripts(session) ? session.Project.Folder : "";

    public async Task<T> AskAsync<T>(string address) => await _server.Http.GetFromJsonAsync<T>(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException("No answer.");

    public async Task PutAsync(string address, object body)
    {
        using var answer = await _server.Http.PutAsJsonAsync(new Uri(address, UriKind.Relative), body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask InitializeAsync()
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
        using var imported = await _server.Http.PostAsync(new Uri($"/api/import/transcripts?folders={Uri.EscapeDataString(_folder.Path)}", UriKind.Relative), null);
        imported.EnsureSuccessStatusCode();
        var progress = await imported.Content.ReadAsStringAsync();
        if (!progress.TrimEnd().Split('\n')[^1].Contains("\"isFinished\":true", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The import did not end: " + progress);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
