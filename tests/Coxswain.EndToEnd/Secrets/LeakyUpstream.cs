using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.EndToEnd.Secrets;

/// <summary>An upstream whose every answer, whole, failed or broken, is full of secrets, in its headers too. What it does is the call's <c>x-case</c>.</summary>
internal sealed class LeakyUpstream : IAsyncDisposable
{
    public static readonly string[] Cases = ["whole", "stream", "cut", "broken-event", "error-event", "late-error-event", "nonsense", "encoded", "html", "400", "401", "403", "413", "429", "500", "529"];

    private readonly WebApplication _app;
    private readonly PlantedSecrets _secrets;

    private LeakyUpstream(WebApplication app, PlantedSecrets secrets)
    {
        _app = app;
        _secrets = secrets;
    }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<LeakyUpstream> StartAsync(PlantedSecrets secrets, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var upstream = new LeakyUpstream(app, secrets);
        app.Run(upstream.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return upstream;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var kind = context.Request.Headers["x-case"].ToString();
        foreach (var (name, number) in new[] { "x-debug", "set-cookie", "retry-after", "x-should-retry", "location", "www-authenticate" }.Select(static (name, number) => (name, number)))
        {
            context.Response.Headers[name] = Secret($"header {name}", number);
        }

        if (int.TryParse(kind, out var status))
        {
            context.Response.StatusCode = status;
            await WriteAsync(context, "application/json", JsonSerializer.Serialize(new { type = "error", error = new { type = "api_error", message = Placed("error message"), details = new { error_code = Placed("error code") } } }));
            return;
        }

        switch (kind)
        {
            case "html":
                context.Response.StatusCode = 502;
                await WriteAsync(context, "text/html", $"<html>{Placed("error page")}</html>");
                return;
            case "encoded":
                context.Response.Headers.ContentEncoding = Secret("content-encoding", 15);
                await WriteAsync(context, "application/json", Placed("encoded body"));
                return;
            case "nonsense":
                await WriteAsync(context, "application/json", Placed("body that is no JSON"));
                return;
            case "whole":
                await WriteAsync(context, "application/json", JsonSerializer.Serialize(new { id = "msg_1", type = "message", role = "assistant", model = "claude-sonnet-5-5", content = new[] { new { type = "text", text = Placed("answer") } }, stop_reason = "end_turn", usage = new { input_tokens = 5, output_tokens = 5 } }));
                return;
        }

        await WriteAsync(context, "text/event-stream", Event("message_start", new { type = "message_start", message = new { id = "msg_2", type = "message", role = "assistant", model = "claude-sonnet-5-5", content = Array.Empty<object>(), usage = new { input_tokens = 5, output_tokens = 1 } } }));
        if (kind == "error-event")
        {
            await WriteAsync(context, null, Event("error", new { type = "error", error = new { type = "overloaded_error", message = Placed("early error event") } }));
            return;
        }

        await WriteAsync(context, null, Event("content_block_start", new { type = "content_block_start", index = 0, content_block = new { type = "text", text = "" } }));
        await WriteAsync(context, null, Event("content_block_delta", new { type = "content_block_delta", index = 0, delta = new { type = "text_delta", text = Placed("text of a stream") } }));
        switch (kind)
        {
            case "cut":
                context.Abort();
                return;
            case "broken-event":
                await WriteAsync(context, null, "event: content_block_delta\ndata: {\"type\":\"" + Placed("damaged event") + "\n\nevent: " + Placed("name of an event") + "\ndata: x\n\n");
                return;
            case "late-error-event":
                await WriteAsync(context, null, Event("error", new { type = "error", error = new { type = "overloaded_error", message = Placed("late error event") } }));
                return;
            default:
                await WriteAsync(context, null, Event("message_stop", new { type = "message_stop" }));
                return;
        }
    }

    private string Placed(string place) => _secrets.Joined("upstream: " + place);

    private string Secret(string place, int kind) => _secrets.At("upstream: " + place)[kind];

    private static string Event(string name, object data) => $"event: {name}\ndata: {JsonSerializer.Serialize(data)}\n\n";

    private static async Task WriteAsync(HttpContext context, string? type, string text)
    {
        context.Response.ContentType = type ?? context.Response.ContentType;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
