using System.Runtime.InteropServices;
using Coxswain.Engine.Hosting;
using Coxswain.Engine.Http;
using Coxswain.Engine.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Coxswain.Engine;

/// <summary>The engine as a process: libchdb behind ClickHouse's HTTP interface on a Unix socket.</summary>
public static partial class EngineHost
{
    /// <summary>Serves until cancelled, SIGTERM, SIGINT or the parent's end; then finishes running requests and closes the store.</summary>
    /// <returns>0 after an orderly stop.</returns>
    /// <exception cref="EngineStartException">The library, the folder or the socket cannot be had; the message is for the user.</exception>
    public static async Task<int> RunAsync(EngineOptions options, CancellationToken cancellationToken)
    {
        using var engine = ChdbEngine.Open(options);
        SocketFile.Prepare(options.SocketPath);
        await using var app = Build(options, engine);
        var previous = OperatingSystem.IsWindows() ? 0 : SetFileModeMask(0x3F);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        finally
        {
            _ = OperatingSystem.IsWindows() ? 0 : SetFileModeMask(previous);
        }

        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static WebApplication Build(EngineOptions options, ChdbEngine engine)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenUnixSocket(options.SocketPath);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestLineSize = 1024 * 1024;
            kestrel.Limits.MaxRequestBufferSize = 4 * 1024 * 1024;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Critical);
        builder.Logging.AddSimpleConsole(static console => console.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(engine);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<QueryEndpoint>();
        builder.Services.AddHostedService<ParentWatch>();
        builder.Services.AddHostedService<IdleTrim>();
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        var app = builder.Build();
        app.Run(AnswerAsync);
        return app;
    }

    private static Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var hasQuery = request.Query.ContainsKey("query") || HttpMethods.IsPost(request.Method);
        switch (request.Path.Value)
        {
            case "/health":
                return AnswerHealthAsync(context);
            case "/ping" or "/replicas_status":
            case "/" when !hasQuery:
                context.Response.ContentType = "text/html; charset=UTF-8";
                return context.Response.WriteAsync("Ok.\n", context.RequestAborted);
            case "/":
                return context.RequestServices.GetRequiredService<QueryEndpoint>().AnswerAsync(context);
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                context.Response.ContentType = "text/plain; charset=UTF-8";
                return context.Response.WriteAsync($"There is no handle {request.Path}\n", context.RequestAborted);
        }
    }

    /// <summary>Unlike <c>/ping</c> it is answered by the database, and it does not count as use: memory given back stays given back.</summary>
    private static async Task AnswerHealthAsync(HttpContext context)
    {
        context.Response.Headers["X-Engine-Errors"] = await context.RequestServices.GetRequiredService<ChdbEngine>().ProbeAsync().WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync("Ok.\n", context.RequestAborted);
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetFileModeMask(uint mask);
}
