using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coxswain.Gateway.Forwarding;

/// <summary>Passes one call to the upstream and its response back, unchanged. When the client goes, the upstream's call ends too.</summary>
internal sealed partial class Forwarder(UpstreamConnections upstream, ILogger<Forwarder> logger)
{
    public async Task ForwardAsync(HttpContext context, Uri address)
    {
        await using var sending = new BodySending();
        try
        {
            using var request = RequestCopy.Of(context.Request, address, sending);
            using var response = await upstream.SendAsync(request, context.RequestAborted);
            ResponseCopy.WriteHead(response, context.Response);
            await ResponseCopy.WriteBodyAsync(response, context.Response, context.RequestAborted);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            Log.ClientGone(logger);
        }
        catch (Exception failure)
        {
            await FailAsync(context, failure);
        }
    }

    /// <summary>Before the response began the client is told; after that the connection is cut, as the upstream's was: a part never looks whole.</summary>
    private async Task FailAsync(HttpContext context, Exception failure)
    {
        var reason = UpstreamProblem.Reason(failure, failure.GetType().Name);
        Log.UpstreamFailed(logger, reason, context.Response.HasStarted);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        await GatewayAnswer.WriteAsync(context, StatusCodes.Status502BadGateway, "api_error", $"no answer from the upstream ({reason}).");
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Debug, "A client of the gateway went away during its call")]
        public static partial void ClientGone(ILogger logger);

        [LoggerMessage(4002, LogLevel.Warning, "The upstream's connection failed: {Reason}; response begun: {HasStarted}")]
        public static partial void UpstreamFailed(ILogger logger, string reason, bool hasStarted);
    }
}
