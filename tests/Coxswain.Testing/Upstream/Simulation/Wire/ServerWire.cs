using Microsoft.AspNetCore.Http;

namespace Coxswain.Testing.Upstream.Simulation.Wire;

/// <summary>Through the HTTP server, connection kept.</summary>
internal sealed class ServerWire(HttpContext context) : AnswerWire
{
    public override async Task BeginAsync(int status, IReadOnlyList<KeyValuePair<string, string>> headers, long? length)
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.ContentLength = length;
        await context.Response.StartAsync(context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    public override Task EndAsync() => context.Response.CompleteAsync();

    protected override async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
