using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Gateway.Forwarding;

/// <summary>What the gateway itself answers, in the form of the Anthropic API's errors.</summary>
public static class GatewayAnswer
{
    /// <summary>What every message begins with, so that nobody takes it for the upstream's.</summary>
    public const string Speaker = "Coxswain gateway: ";

    /// <summary>The JSON alone: the body of a response, or the data of an <c>error</c> event.</summary>
    public static byte[] Body(string type, string message) => JsonSerializer.SerializeToUtf8Bytes(new { type = "error", error = new { type, message = Speaker + message } });

    /// <param name="type">One of the API's error types: <c>api_error</c>, <c>invalid_request_error</c>.</param>
    /// <param name="message">Says that the gateway speaks; quotes nothing of the call.</param>
    public static Task WriteAsync(HttpContext context, int status, string type, string message) => WriteAsync(context, static _ => { }, status, type, message);

    /// <param name="addHeaders">Adds further headers.</param>
    public static Task WriteAsync(HttpContext context, Action<HttpResponse> addHeaders, int status, string type, string message)
    {
        var response = context.Response;
        response.Clear();
        addHeaders(response);
        response.StatusCode = status;
        response.ContentType = "application/json";
        var body = Body(type, message);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
