using Coxswain.Core.Kernel;
using Coxswain.Gateway;
using Coxswain.Gateway.Forwarding;
using Coxswain.Server.Configuration;
using Coxswain.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Hosting;

/// <summary>Puts the server together. Starts from an empty builder: no <c>appsettings.json</c> of whatever directory we stand in, no <c>ASPNETCORE_…</c> variables.</summary>
internal static class ServerComposition
{
    public static WebApplication Build(
        CoxswainSettings settings, ServerMode mode, DataAdmission admission, ServerOptions options, ApiToken token, PrivateSocket? socket, Action<ILoggingBuilder> logging)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "cox", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(settings.Configuration);
        builder.Logging.SetMinimumLevel(options.LogLevel).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical)
            // Its own only Critical is a port that is taken: whoever started us says that, in words of ours.
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None).AddFilter("Microsoft.AspNetCore.Server.Kestrel.", LogLevel.Warning);
        logging(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            GatewayServices.KeepHeaderBytes(kestrel);
            kestrel.Limits.MaxRequestBodySize = ServerLimits.MaxRequestBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = ServerLimits.MaxGatewayHeaderBytes;
            kestrel.Limits.MaxRequestHeaderCount = ServerLimits.MaxGatewayHeaders;
            if (socket is null)
            {
                ServerListeners.Bind(kestrel, options);
            }
            else
            {
                ServerListeners.BindSocket(kestrel, socket.Path);
            }
        });
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>>(new LargeBlocks());
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(token);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(settings.Folder);
        builder.Services.AddSingleton(new ServerModeFeature(mode));
        builder.Services.AddSingleton(admission);
        builder.Services.AddSingleton<IHostLifetime, CallerLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTimeout);
        builder.Services.AddCoxswainServer(mode, admission);
        var app = builder.Build();
        app.UseMiddlewareOf<QuietTime>(static (quiet, context, next) =>
        {
            quiet.Touch();
            return next(context);
        });
        // Before anything that would write into a response: what the upstream says goes to the client as it is.
        app.MapWhen(static context => context.Features.Get<ListenerFeature>()?.Listener == Listener.Gateway, gateway =>
        {
            gateway.UseMiddlewareOf<RequestGuard>(static (guard, context, next) => guard.InvokeAsync(context, next));
            gateway.Run(admission.IsOpen
                ? GatewayServices.ForwardAsync
                : static context => GatewayAnswer.WriteAsync(context, StatusCodes.Status403Forbidden, "permission_error", DataAdmission.Refusal));
        });
        app.Use(HeadLimit.RefuseLargerAsync);
        app.UseMiddlewareOf<RequestEdge>(static (edge, context, next) => edge.InvokeAsync(context, next));
        app.UseMiddlewareOf<RequestGuard>(static (guard, context, next) => guard.InvokeAsync(context, next));
        if (admission.IsMadeUp)
        {
            app.Use(static (context, next) =>
            {
                context.Response.Headers[DataAdmission.Header] = "true";
                return next(context);
            });
        }

        app.UseRouting();
        app.Use(ListenerRouting.KeepToOwnListenerAsync);
        app.UseMiddlewareOf<TokenGuard>(static (guard, context, next) => guard.InvokeAsync(context, next));
        app.MapCoxswain();
        return app;
    }

    private static void UseMiddlewareOf<T>(this IApplicationBuilder app, Func<T, Microsoft.AspNetCore.Http.HttpContext, Microsoft.AspNetCore.Http.RequestDelegate, Task> invoke)
        where T : notnull
    {
        var middleware = app.ApplicationServices.GetRequiredService<T>();
        app.Use((context, next) => invoke(middleware, context, next));
    }
}
