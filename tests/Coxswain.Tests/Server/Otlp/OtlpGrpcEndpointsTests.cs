using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using Coxswain.Core.Telemetry;
using Coxswain.Server.Otlp;
using Coxswain.Testing;
using Coxswain.Tests.Otlp.Encoders;

namespace Coxswain.Tests.Server.Otlp;

public sealed class OtlpGrpcEndpointsTests
{
    private const string Logs = "logs.v1.LogsService";
    private static readonly byte[] Log = RecordProtobuf.LogWith(new AnyValue.Text("hello"));

    [Fact]
    public async Task Captured_request_is_taken()
    {
        await using var server = await OtlpTestServer.StartAsync();
        var body = await File.ReadAllBytesAsync(
            Path.Combine(Captures.Folder, "tools-protobuf", "0007-v1-logs.pb"), TestContext.Current.CancellationToken);

        var answer = await server.CallAsync(Logs, Frame(body));

        Assert.Equal("0", answer.Status);
        Assert.Equal([0, 0, 0, 0, 0], answer.Body);
        Assert.Equal(59, Assert.Single(server.Writer.Batches).RecordCount);
    }

    [Theory]
    [InlineData("logs.v1.LogsService")]
    [InlineData("metrics.v1.MetricsService")]
    [InlineData("trace.v1.TraceService")]
    public async Task Empty_message_is_a_success_of_every_service(string service)
    {
        await using var server = await OtlpTestServer.StartAsync();

        Assert.Equal("0", (await server.CallAsync(service, Frame([]))).Status);
    }

    [Fact]
    public async Task Compressed_message_is_inflated()
    {
        await using var server = await OtlpTestServer.StartAsync();

        var answer = await server.CallAsync(Logs, Frame(GZip(Log), compressed: true), ("grpc-encoding", "gzip"));

        Assert.Equal("0", answer.Status);
        Assert.Equal("hello", Assert.Single(Assert.Single(server.Writer.Batches).Logs).Body);
    }

    [Fact]
    public async Task Unknown_compression_is_unimplemented_and_names_what_is_known()
    {
        await using var server = await OtlpTestServer.StartAsync();

        var answer = await server.CallAsync(Logs, Frame(Log, compressed: true), ("grpc-encoding", "snappy"));

        Assert.Equal("12", answer.Status);
        Assert.Equal("identity,gzip,deflate", answer.Header("grpc-accept-encoding"));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 0, 0 })]
    [InlineData(new byte[] { 9, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 5, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 1, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public async Task Message_that_is_none_is_an_invalid_argument(byte[] call)
    {
        await using var server = await OtlpTestServer.StartAsync();

        var answer = await server.CallAsync(Logs, call);

        Assert.Equal("3", answer.Status);
        Assert.Equal(HttpStatusCode.OK, answer.HttpStatus);
        Assert.Empty(server.Writer.Batches);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Message_beyond_the_limit_exhausts_resources(bool compressed)
    {
        await using var server = await OtlpTestServer.StartAsync(("MaxBodyBytes", "50000"), ("MaxInflatedBytes", "50000"));
        var large = new byte[60_000];

        var answer = await server.CallAsync(Logs, Frame(compressed ? GZip(large) : large, compressed), ("grpc-encoding", "gzip"));

        Assert.Equal("8", answer.Status);
        Assert.Equal("the body is larger than 50000 bytes", answer.Header("grpc-message"));
    }

    [Fact]
    public async Task Announced_length_alone_takes_no_memory()
    {
        await using var server = await OtlpTestServer.StartAsync();

        var answer = await server.CallAsync(Logs, [0, 0xFF, 0xFF, 0xFF, 0xFF, 1]);

        Assert.Equal("8", answer.Status);
        Assert.Equal(0, server.InFlight.Held);
    }

    [Fact]
    public async Task Full_outbox_is_unavailable_and_says_when_to_come_again()
    {
        await using var server = await OtlpTestServer.StartAsync(("RetryAfter", "00:00:07"));
        server.Writer.Outcome = WriteOutcome.Full;

        var answer = await server.CallAsync(Logs, Frame(Log));

        Assert.Equal("14", answer.Status);
        var details = answer.Header("grpc-status-details-bin")!;
        var retry = new ProtoMessage().Message(1, new ProtoMessage().Varint(1, 7));
        var expected = new ProtoMessage()
            .Varint(1, 14)
            .Text(2, "the outbox is full because the store does not take rows; try again later")
            .Message(3, new ProtoMessage().Text(1, "type.googleapis.com/google.rpc.RetryInfo").Message(2, retry));
        Assert.Equal(Convert.ToBase64String(expected.ToArray()).TrimEnd('='), details);
    }

    [Fact]
    public async Task Records_that_cannot_be_stored_are_counted()
    {
        await using var server = await OtlpTestServer.StartAsync();
        var span = new SpanRecord(new TelemetryOrigin(), -5, "", "", "", "", "n", "Client", 0, "Ok", "", [], [], []);

        var answer = await server.CallAsync("trace.v1.TraceService", Frame(RecordProtobuf.Spans([span])));

        Assert.Equal("0", answer.Status);
        var partial = new ProtoMessage().Varint(1, 1).Text(2, "span: its start time lies after 2106-02-07 or is negative");
        Assert.Equal(new ProtoMessage().Message(1, partial).ToArray(), answer.Body[5..]);
    }

    [Theory]
    [InlineData("sesame", "0")]
    [InlineData("wrong", "16")]
    public async Task Api_key_is_asked_for_when_one_is_set(string key, string status)
    {
        await using var server = await OtlpTestServer.StartAsync(("ApiKey", "sesame"));

        Assert.Equal(status, (await server.CallAsync(Logs, Frame(Log), ("authorization", "Bearer " + key))).Status);
    }

    [Fact]
    public void Status_messages_are_percent_encoded() =>
        Assert.Equal("50%25 of%0A%C3%BC", GrpcStatus.PercentEncode("50% of\nü"));

    private static byte[] Frame(byte[] message, bool compressed = false)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private static byte[] GZip(byte[] body)
    {
        using var bytes = new MemoryStream();
        using (var stream = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            stream.Write(body);
        }

        return bytes.ToArray();
    }
}
