using System.Globalization;
using System.Net.Http.Headers;
using Coxswain.Otlp;
using Coxswain.Otlp.Responses;
using Coxswain.Server.Api.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coxswain.Server.Otlp;

/// <summary>OTLP/HTTP: <c>POST /v1/logs</c>, <c>/v1/metrics</c>, <c>/v1/traces</c>, answered in the request's encoding.</summary>
internal sealed class OtlpHttpEndpoints(ExportReceiver receiver, OtlpAccess access, OtlpOptions options)
{
    private const string ProtobufType = "application/x-protobuf";
    private const string JsonType = "application/json";

    public async Task ExportAsync(HttpContext context, OtlpSignal signal)
    {
        var encoding = EncodingOf(context.Request);
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "POST";
            await ErrorAnswer.WriteAsync(context, ApiErrors.WrongMethod("POST"));
            return;
        }

        try
        {
            var result = await ReceiveAsync(context, signal, encoding);
            await AnswerAsync(context, signal, encoding ?? OtlpEncoding.Protobuf, result);
        }
        catch (BadHttpRequestException broken)
        {
            await AnswerAsync(context, signal, encoding ?? OtlpEncoding.Protobuf, ExportResult.Refused(
                new ExportRefusal(broken.StatusCode, 3, "the request's body did not arrive whole", MayRetry: false)));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer. Whether or not the records were kept, a resend of the same bytes is recognised.
        }
    }

    private async Task<ExportResult> ReceiveAsync(HttpContext context, OtlpSignal signal, OtlpEncoding? encoding)
    {
        if (!access.IsGranted(context.Request))
        {
            return ExportResult.Refused(ExportRefusal.NoKey());
        }

        if (encoding is null)
        {
            return ExportResult.Refused(ExportRefusal.Unsupported($"the content type must be {ProtobufType} or {JsonType}"));
        }

        if (Compression.Find(context.Request.Headers.ContentEncoding.ToString()) is not { } compression)
        {
            return ExportResult.Refused(ExportRefusal.Unsupported($"the content encoding must be one of: {Compression.Accepted}"));
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // The receiver counts itself and answers in the sender's encoding.
            size.MaxRequestBodySize = null;
        }

        return context.Request.ContentLength > options.MaxBodyBytes
            ? ExportResult.Refused(ExportRefusal.BodyTooLarge(options.MaxBodyBytes))
            : await receiver.ReceiveAsync(signal, encoding.Value, context.Request.Body, compression, context.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext context, OtlpSignal signal, OtlpEncoding encoding, ExportResult result)
    {
        var response = context.Response;
        response.ContentType = encoding == OtlpEncoding.Json ? JsonType : ProtobufType;
        var body = result.Refusal is { } refusal
            ? Refuse(response, encoding, refusal)
            : OtlpResponse.Exported(signal, encoding, result.Rejected, result.Message);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private byte[] Refuse(HttpResponse response, OtlpEncoding encoding, ExportRefusal refusal)
    {
        response.StatusCode = refusal.HttpStatus;
        if (refusal.MayRetry)
        {
            response.Headers.RetryAfter = ((int)options.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        switch (refusal.HttpStatus)
        {
            case StatusCodes.Status401Unauthorized:
                response.Headers.WWWAuthenticate = "Bearer";
                break;
            case StatusCodes.Status415UnsupportedMediaType:
                response.Headers.AcceptEncoding = Compression.Accepted;
                break;
        }

        return OtlpResponse.Status(encoding, refusal.GrpcCode, refusal.Message, refusal.MayRetry ? options.RetryAfter : null);
    }

    private static OtlpEncoding? EncodingOf(HttpRequest request)
    {
        if (request.Headers.ContentType.Count != 1 || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return null;
        }

        return string.Equals(type.MediaType, ProtobufType, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Protobuf
            : string.Equals(type.MediaType, JsonType, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Json
            : null;
    }
}
