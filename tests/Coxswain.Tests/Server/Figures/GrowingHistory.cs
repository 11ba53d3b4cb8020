using System.Net.Http.Json;
using Coxswain.Core.Telemetry;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Telemetry;
using Coxswain.Tests.Server.ClickHouseHttp;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Tests.Server.Figures;

/// <summary>Sixty days, two sessions each, in a real server whose time moves on: it is told of what had happened by then.</summary>
public sealed class GrowingHistory : IAsyncLifetime
{
    private readonly MovedClock _clock;
    private readonly ServerWithEngine _server;
    private readonly Queue<OtlpLog> _left;
    private readonly OtlpExport _empty;

    public GrowingHistory()
    {
        Trace = TraceGenerator.Generate(new TraceOptions
        {
            Seed = 20261129, Sessions = 120, Requests = 1500, Errors = 0, AverageSessionCostUsd = null, Start = new DateTimeOffset(2026, 10, 8, 8, 30, 0, TimeSpan.Zero),
        });
        var exports = TelemetryRendering.Render(Trace).Where(static export => export.Signal == OtlpSignal.Logs).ToList();
        _empty = exports[0] with { Logs = [] };
        _left = new Queue<OtlpLog>(exports.SelectMany(static export => export.Logs).Where(static log => log.Body == "claude_code.api_request").OrderBy(static log => log.TimeNs));
        _clock = new MovedClock(Trace.Options.Start);
        _server = new ServerWithEngine { Clock = _clock };
    }

    public Trace Trace { get; }

    public async Task<T> AskAsync<T>(string address) => await _server.Http.GetFromJsonAsync<T>(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException("No answer.");

    public async Task PutAsync(string address, object body)
    {
        using var answer = await _server.Http.PutAsJsonAsync(new Uri(address, UriKind.Relative), body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Lets it be a later moment, and the server know of all that was before.</summary>
    public async Task GoOnAsync(DateTimeOffset to)
    {
        _clock.Set(to);
        var logs = new List<OtlpLog>();
        while (_left.TryPeek(out var next) && next.TimeNs < to.ToUnixTimeMilliseconds() * 1_000_000)
        {
            logs.Add(_left.Dequeue());
        }

        if (logs.Count > 0)
        {
            using var http = new HttpClient();
            var answer = await new OtlpSender(http, _server.Record.OtlpHttp.TrimEnd('/'), OtlpProtocol.HttpProtobuf).SendAsync(_empty with { At = to, Logs = logs }, TestContext.Current.CancellationToken);
            Assert.True(answer.Accepted, $"Not taken: {answer}");
        }

        await _server.Services.GetRequiredService<IOutbox>().FlushAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
