using Coxswain.Server.Api.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Hosting;

/// <summary>
/// Outermost middleware of every listener: no error leaves without a body, and an exception nobody expected is logged here, once. Its message is
/// not logged, because it may quote what was sent; Kestrel, which would log it, is kept quiet about it.
/// </summary>
internal sealed partial class RequestEdge(ErrorRoutes routes, ILogger<RequestEdge> logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && ErrorRoutes.IsBare(context.Response))
            {
                await ErrorAnswer.WriteAsync(context, routes.Of(context));
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            Log.CallerGone(logger, context.Connection.LocalPort);
        }
        catch (Exception failure) when (failure is not BrokenOffException)
        {
            if (failure is not BadHttpRequestException)
            {
                Log.Unexpected(logger, context.Connection.LocalPort, failure.GetType().Name, failure.StackTrace);
            }

            if (context.Response.HasStarted)
            {
                throw new BrokenOffException("The response was broken off.", failure);
            }

            context.Response.ContentLength = null;
            await ErrorAnswer.WriteAsync(context, ErrorRoutes.Of(context, failure));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1011, LogLevel.Debug, "A caller on port {Port} went away during its request")]
        public static partial void CallerGone(ILogger logger, int port);

        [LoggerMessage(1012, LogLevel.Error, "A request on port {Port} ended with {Failure}: {Trace}")]
        public static partial void Unexpected(ILogger logger, int port, string failure, string? trace);
    }
}
