using Coxswain.Otlp;
using Coxswain.Otlp.Responses;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coxswain.Server.Otlp;

/// <summary>
/// OTLP/gRPC: three unary calls. Written on the bare HTTP/2 request because the ASP.NET gRPC package cannot be had here, and because it
/// would put a generated object per value between the wire and the records.
/// </summary>
internal sealed class OtlpGrpcEndpoints(ExportReceiver receiver, OtlpAccess access, OtlpOptions options)
{
    private const string ContentType = "application/grpc";

    public async Task ExportAsync(HttpContext context, OtlpSignal signal)
    {
        if (!IsGrpc(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        context.Response.ContentType = ContentType;
        context.Response.Headers["grpc-accept-encoding"] = "identity,gzip,deflate";
        try
        {
            var result = await ReceiveAsync(context, signal);
            await AnswerAsync(context, signal, result);
        }
        catch (BadHttpRequestException)
        {
            GrpcStatus.Refuse(context.Response, ExportRefusal.Malformed("the request's message did not arrive whole"), options.RetryAfter);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer; see OtlpHttpEndpoints.
        }
    }

    private async Task<ExportResult> ReceiveAsync(HttpContext context, OtlpSignal signal)
    {
        var request = context.Request;
        if (!access.IsGranted(request))
        {
            return ExportResult.Refused(ExportRefusal.NoKey());
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        var frame = await GrpcFrame.ReadHeaderAsync(request.Body, context.RequestAborted);
        if (frame is null)
        {
            return ExportResult.Refused(ExportRefusal.Malformed("the call carries no whole message"));
        }

        if (frame.Length > (uint)options.MaxBodyBytes)
        {
            return ExportResult.Refused(ExportRefusal.BodyTooLarge(options.MaxBodyBytes));
        }

        var compression = frame.IsCompressed ? Compression.Find(request.Headers["grpc-encoding"].ToString()) : Compression.None;
        if (compression is null || (frame.IsCompressed && compression == Compression.None))
        {
            return ExportResult.Refused(ExportRefusal.Unsupported($"grpc-encoding must be one of: {Compression.Accepted}"));
        }

        await using var message = new GrpcMessageStream(request.Body, frame.Length);
        return await receiver.ReceiveAsync(signal, OtlpEncoding.Protobuf, message, compression, context.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext context, OtlpSignal signal, ExportResult result)
    {
        if (result.Refusal is { } refusal)
        {
            GrpcStatus.Refuse(context.Response, refusal, options.RetryAfter);
            return;
        }

        var message = OtlpResponse.Exported(signal, OtlpEncoding.Protobuf, result.Rejected, result.Message);
        await context.Response.Body.WriteAsync(GrpcFrame.Wrap(message), context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private static bool IsGrpc(HttpRequest request)
    {
        var type = request.ContentType ?? "";
        return HttpMethods.IsPost(request.Method) && HttpProtocol.IsHttp2(request.Protocol)
            && (type == ContentType || type == ContentType + "+proto");
    }
}
