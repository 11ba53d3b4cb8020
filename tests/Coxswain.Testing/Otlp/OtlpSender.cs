using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;

namespace Coxswain.Testing.Otlp;

/// <summary>Sends exports as the client does, over any of the three protocols.</summary>
public sealed class OtlpSender(HttpClient http, string address, OtlpProtocol protocol)
{
    /// <returns>What the receiver said; gRPC statuses are given as their number.</returns>
    public async Task<OtlpAnswer> SendAsync(OtlpExport export, CancellationToken cancellationToken)
    {
        var body = protocol == OtlpProtocol.HttpJson ? export.ToJson() : export.ToProtobuf();
        return await SendAsync(export.Signal, body, cancellationToken);
    }

    public async Task<OtlpAnswer> SendAsync(OtlpSignal signal, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var request = protocol == OtlpProtocol.Grpc ? Grpc(signal, body) : Http(signal, body);
        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (protocol != OtlpProtocol.Grpc)
        {
            return new OtlpAnswer(response.StatusCode == HttpStatusCode.OK, (int)response.StatusCode, answer);
        }

        var found = response.TrailingHeaders.TryGetValues("grpc-status", out var values) || response.Headers.TryGetValues("grpc-status", out values);
        var status = found ? int.Parse(values!.First(), System.Globalization.CultureInfo.InvariantCulture) : -1;
        return new OtlpAnswer(status == 0, status, answer.Length > 5 ? answer[5..] : []);
    }

    private HttpRequestMessage Http(OtlpSignal signal, ReadOnlyMemory<byte> body)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(protocol == OtlpProtocol.HttpJson ? "application/json" : "application/x-protobuf");
        return new HttpRequestMessage(HttpMethod.Post, address + "/v1/" + signal.ToString().ToLowerInvariant()) { Content = content };
    }

    private HttpRequestMessage Grpc(OtlpSignal signal, ReadOnlyMemory<byte> body)
    {
        var frame = new byte[body.Length + 5];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), body.Length);
        body.Span.CopyTo(frame.AsSpan(5));
        var content = new ByteArrayContent(frame);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        var (package, service) = signal switch
        {
            OtlpSignal.Logs => ("logs", "LogsService"),
            OtlpSignal.Metrics => ("metrics", "MetricsService"),
            _ => ("trace", "TraceService"),
        };
        return new HttpRequestMessage(HttpMethod.Post, $"{address}/opentelemetry.proto.collector.{package}.v1.{service}/Export")
        {
            Content = content, Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Headers = { TE = { new("trailers") } },
        };
    }
}
