using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coxswain.EndToEnd.Budgets;

/// <summary>Takes alerts on loopback; answers 503 to the first ones of them if told to.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Socket _listener;
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WebhookReceiver(WebApplication app, Socket listener) => (_app, _listener) = (app, listener);

    public string Address => $"http://{_listener.LocalEndPoint}/hooks/T0PS3CRET";

    public ConcurrentQueue<JsonElement> Taken { get; } = new();

    public bool Refuses { get; set; }

    /// <summary>Completes when it refused one.</summary>
    public Task Refused => _refused.Task;

    public IEnumerable<int> Percents => Taken.SelectMany(static alert => alert.GetProperty("alsoReached").EnumerateArray().Append(alert.GetProperty("percent"))).Select(static percent => percent.GetInt32());

    public static async Task<WebhookReceiver> StartAsync(Socket listener, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.ListenHandle((ulong)listener.Handle));
        var app = builder.Build();
        var receiver = new WebhookReceiver(app, listener);
        app.MapPost("/hooks/T0PS3CRET", (Delegate)receiver.TakeAsync);
        await app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Waits for as many as wished.</summary>
    public async Task UntilAsync(Func<int, bool> isWished, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience, TimeProvider.System);
        while (!isWished(Taken.Count))
        {
            await _arrived.WaitAsync(limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _listener.Dispose();
        _arrived.Dispose();
    }

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        var alert = (await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted)).RootElement;
        if (Refuses)
        {
            _refused.TrySetResult();
            return Results.StatusCode(503);
        }

        Taken.Enqueue(alert);
        _arrived.Release();
        return Results.Ok();
    }
}
