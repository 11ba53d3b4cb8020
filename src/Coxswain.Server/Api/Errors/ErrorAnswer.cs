using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Coxswain.Gateway.Forwarding;
using Coxswain.Otlp;
using Coxswain.Otlp.Responses;
using Coxswain.Server.Hosting;
using Coxswain.Server.Otlp;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.Api.Errors;

/// <summary>
/// Writes an error in the words of the protocol asked in: problem details (RFC 9457) from the API, ClickHouse's text and header from
/// <c>/clickhouse</c>, a page where a browser asks for one, <c>google.rpc.Status</c> from OTLP over HTTP in the request's encoding, status headers from gRPC.
/// </summary>
internal static class ErrorAnswer
{
    private static readonly JsonSerializerOptions Relaxed = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public static Task WriteAsync(HttpContext context, ApiError error)
    {
        var response = context.Response;
        response.StatusCode = error.Status;
        if (error.Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = ((int)RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return context.Features.Get<ListenerFeature>()?.Listener switch
        {
            Listener.OtlpGrpc => RefuseCallAsync(response, error),
            Listener.OtlpHttp => WriteStatusAsync(context, error),
            Listener.Gateway => GatewayAnswer.WriteAsync(context, error.Status, "invalid_request_error", Sentence(error)),
            _ when context.Request.Path.StartsWithSegments("/clickhouse", StringComparison.Ordinal) => WriteClickHouseAsync(context, error),
            Listener.Api when ErrorPage.IsWanted(context.Request) => ErrorPage.WriteAsync(context, error),
            _ => WriteProblemAsync(context, error),
        };
    }

    private static Task RefuseCallAsync(HttpResponse response, ApiError error)
    {
        GrpcStatus.Refuse(response, new ExportRefusal(error.Status, error.GrpcCode, Sentence(error), MayRetry: error.Status == 503), RetryAfter);
        return Task.CompletedTask;
    }

    private static async Task WriteStatusAsync(HttpContext context, ApiError error)
    {
        var isJson = context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;
        context.Response.ContentType = isJson ? "application/json" : "application/x-protobuf";
        var body = OtlpResponse.Status(isJson ? OtlpEncoding.Json : OtlpEncoding.Protobuf, error.GrpcCode, Sentence(error), error.Status == 503 ? RetryAfter : null);
        context.Response.ContentLength = body.Length;
        await WriteUnlessHeadAsync(context, body);
    }

    private static Task WriteClickHouseAsync(HttpContext context, ApiError error)
    {
        var (number, name) = error.ClickHouse;
        context.Response.ContentType = "text/plain; charset=UTF-8";
        context.Response.Headers["X-ClickHouse-Exception-Code"] = number.ToString(CultureInfo.InvariantCulture);
        return WriteUnlessHeadAsync(context, System.Text.Encoding.UTF8.GetBytes($"Code: {number}. DB::Exception: {Sentence(error)} ({name})\n"));
    }

    private static Task WriteProblemAsync(HttpContext context, ApiError error)
    {
        var problem = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["type"] = "urn:coxswain:error:" + error.Code,
            ["title"] = error.Title,
            ["status"] = error.Status,
            ["detail"] = error.Detail,
            ["code"] = error.Code,
            ["action"] = error.Action,
        };
        if (error.Errors is not null)
        {
            problem["errors"] = error.Errors;
        }

        context.Response.ContentType = "application/problem+json";
        return WriteUnlessHeadAsync(context, JsonSerializer.SerializeToUtf8Bytes(problem, Relaxed));
    }

    private static Task WriteUnlessHeadAsync(HttpContext context, byte[] body) =>
        HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();

    private static string Sentence(ApiError error) => $"{error.Detail} {error.Action}";
}
