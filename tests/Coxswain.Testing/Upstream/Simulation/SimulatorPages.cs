using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Testing.Upstream.Simulation;

/// <summary>What another process asks the simulator about itself. These are no calls and are not recorded.</summary>
internal static class SimulatorPages
{
    /// <returns><see langword="null"/> when the request is for the API.</returns>
    public static Task? TryAnswerAsync(SimulatedUpstream upstream, HttpContext context) => context.Request.Path.Value switch
    {
        "/simulator/totals" => WriteAsync(context, CallReport.Of(upstream.Totals).ToJsonString()),
        "/simulator/calls" => WriteAsync(context, new JsonArray([.. upstream.Calls.Select(CallReport.Of)]).ToJsonString()),
        _ => null,
    };

    private static Task WriteAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json), context.RequestAborted).AsTask();
    }
}
