using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coxswain.Testing.Upstream;

/// <summary>A stand-in for the Messages API on loopback that follows a script. Also takes OTLP over HTTP, for looking at what a client sends.</summary>
public sealed class ScriptedUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Socket _listener;
    private readonly IReadOnlyList<UpstreamStep> _script;
    private readonly string _name = Guid.NewGuid().ToString("N")[..12];
    private int _calls;

    private ScriptedUpstream(WebApplication app, Socket listener, IReadOnlyList<UpstreamStep> script)
    {
        _app = app;
        _listener = listener;
        _script = script;
    }

    public string Address => "http://" + _listener.LocalEndPoint;

    public ConcurrentQueue<UpstreamCall> Calls { get; } = new();

    public ConcurrentQueue<ReceivedTelemetry> Telemetry { get; } = new();

    /// <param name="listener">A bound socket; it may come from another network namespace.</param>
    public static async Task<ScriptedUpstream> StartAsync(Socket listener, IReadOnlyList<UpstreamStep> script, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.ListenHandle((ulong)listener.Handle));
        var app = builder.Build();
        var upstream = new ScriptedUpstream(app, listener, script);
        app.MapPost("/v1/messages", upstream.AnswerAsync);
        app.MapPost("/v1/messages/count_tokens", () => Results.Json(new { input_tokens = 100 }));
        app.MapPost("/v1/logs", upstream.KeepAsync);
        app.MapPost("/v1/metrics", upstream.KeepAsync);
        app.MapPost("/v1/traces", upstream.KeepAsync);
        app.MapFallback(() => Results.NotFound());
        await app.StartAsync(cancellationToken);
        return upstream;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _listener.Dispose();
    }

    private async Task KeepAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Telemetry.Enqueue(new ReceivedTelemetry(context.Request.Path, context.Request.ContentType ?? "", body.ToArray()));
        context.Response.ContentType = context.Request.ContentType;
        if (context.Request.ContentType?.Contains("json", StringComparison.Ordinal) == true)
        {
            await context.Response.WriteAsync("{}", context.RequestAborted);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var call = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var number = Interlocked.Increment(ref _calls);
        var step = _script[Math.Min(number, _script.Count) - 1];
        var model = (string?)call?["model"] ?? "";
        var stream = (bool?)call?["stream"] ?? false;
        Calls.Enqueue(new UpstreamCall(number, model, stream, step, Secretless(context.Request.Headers)));
        if (step.Hang is { } silence)
        {
            await Task.Delay(silence, TimeProvider.System, context.RequestAborted);
        }

        if (step.Hang is not null || step.Reset)
        {
            context.Abort();
            return;
        }

        await new UpstreamAnswer(context, step, $"{_name}_{number}", step.Model ?? model).WriteAsync(stream);
    }

    private static Dictionary<string, string> Secretless(IHeaderDictionary headers) => headers
        .Where(header => !header.Key.Contains("authorization", StringComparison.OrdinalIgnoreCase) && !header.Key.Contains("api-key", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
}
