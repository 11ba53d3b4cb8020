using System.IO.Compression;
using System.Net;
using System.Text;
using Coxswain.Core.Telemetry;
using Coxswain.Testing;
using Coxswain.Tests.Otlp.Encoders;

namespace Coxswain.Tests.Server.Otlp;

public sealed class OtlpHttpEndpointsTests
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";
    private static readonly byte[] Log = RecordProtobuf.LogWith(new AnyValue.Text("hello"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tools-protobuf/0007-v1-logs.pb", "/v1/logs", Protobuf, 59)]
    [InlineData("tools-json/0007-v1-logs.json", "/v1/logs", Json, 59)]
    [InlineData("tools-protobuf/0008-v1-metrics.pb", "/v1/metrics", Protobuf, 10)]
    [InlineData("tools-json/0008-v1-metrics.json", "/v1/metrics", "application/json; charset=utf-8", 10)]
    public async Task Captured_request_is_taken_and_answered_in_its_own_encoding(string capture, string path, string type, int records)
    {
        await using var server = await OtlpTestServer.StartAsync();

        using var response = await server.PostAsync(path, await File.ReadAllBytesAsync(Path.Combine(Captures.Folder, capture), Cancellation), type);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type.Split(';')[0], response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(type == Protobuf ? "" : "{}", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(records, Assert.Single(server.Writer.Batches).RecordCount);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("identity")]
    public async Task Compressed_body_is_inflated(string encoding)
    {
        await using var server = await OtlpTestServer.StartAsync();

        using var response = await server.PostAsync("/v1/logs", Compress(Log, encoding), Protobuf, ("Content-Encoding", encoding));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("hello", Assert.Single(Assert.Single(server.Writer.Batches).Logs).Body);
    }

    [Theory]
    [InlineData("GET", Protobuf, "", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", Protobuf, "", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "text/plain", "", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "", "", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "application/json, application/x-protobuf", "", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", Protobuf, "zstd", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", Protobuf, "gzip, gzip", HttpStatusCode.UnsupportedMediaType)]
    public async Task Request_of_the_wrong_kind_is_refused(string method, string type, string encoding, HttpStatusCode expected)
    {
        await using var server = await OtlpTestServer.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/v1/logs") { Content = new ByteArrayContent(Log) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        using var response = await server.Http.SendAsync(request, Cancellation);

        Assert.Equal(expected, response.StatusCode);
        Assert.Empty(server.Writer.Batches);
    }

    [Fact]
    public async Task Malformed_body_is_answered_with_what_is_wrong_and_where()
    {
        await using var server = await OtlpTestServer.StartAsync();

        using var response = await server.PostAsync("/v1/logs", "{\"resourceLogs\": 7}"u8.ToArray(), Json);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("""{"code":3,"message":"an array was expected at byte 17"}""", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Malformed_protobuf_is_answered_with_a_protobuf_status()
    {
        await using var server = await OtlpTestServer.StartAsync();

        using var response = await server.PostAsync("/v1/traces", [0x0A, 0x05, 0x01], Protobuf);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var status = await response.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal(
            new ProtoMessage().Varint(1, 3).Text(2, "a protobuf field runs past the end of its message at byte 2").ToArray(), status);
    }

    [Theory]
    [InlineData(Json)]
    [InlineData(Protobuf)]
    public async Task Records_that_cannot_be_stored_are_counted_and_the_others_kept(string type)
    {
        await using var server = await OtlpTestServer.StartAsync();
        var good = new LogRecord(new TelemetryOrigin(), 5, "", "", 0, "", 0, "good", "", []);
        LogRecord[] logs = [good, good with { TimestampNs = -1, Body = "bad" }, good with { TimestampNs = -2, Body = "bad" }];
        const string Reason = "log record: its time lies after 2106-02-07 or is negative";

        var body = type == Json ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(RecordJson.Logs(logs))) : RecordProtobuf.Logs(logs);
        using var response = await server.PostAsync("/v1/logs", body, type);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("good", Assert.Single(Assert.Single(server.Writer.Batches).Logs).Body);
        var answer = await response.Content.ReadAsByteArrayAsync(Cancellation);
        if (type == Json)
        {
            Assert.StartsWith("""{"partialSuccess":{"rejectedLogRecords":"2","errorMessage":"log record: its time""", Encoding.UTF8.GetString(answer), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(new ProtoMessage().Message(1, new ProtoMessage().Varint(1, 2).Text(2, Reason)).ToArray(), answer);
        }
    }

    [Theory]
    [InlineData(WriteOutcome.Full)]
    [InlineData(WriteOutcome.Unavailable)]
    public async Task Outbox_that_takes_nothing_makes_the_sender_come_again(WriteOutcome outcome)
    {
        await using var server = await OtlpTestServer.StartAsync(("RetryAfter", "00:00:07"));
        server.Writer.Outcome = outcome;

        using var response = await server.PostAsync("/v1/logs", Log, Protobuf);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Request_kept_before_is_acknowledged_again()
    {
        await using var server = await OtlpTestServer.StartAsync();
        server.Writer.Outcome = WriteOutcome.AlreadyDurable;

        using var response = await server.PostAsync("/v1/logs", Log, Protobuf);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Empty_request_is_a_success()
    {
        await using var server = await OtlpTestServer.StartAsync();

        using var response = await server.PostAsync("/v1/logs", [], Protobuf);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(server.Writer.Batches);
    }

    [Theory]
    [InlineData("Authorization", "Bearer sesame", HttpStatusCode.OK)]
    [InlineData("authorization", "bearer sesame", HttpStatusCode.OK)]
    [InlineData("x-api-key", "sesame", HttpStatusCode.OK)]
    [InlineData("x-api-key", "sesam", HttpStatusCode.Unauthorized)]
    [InlineData("x-api-key", "sesamee", HttpStatusCode.Unauthorized)]
    [InlineData("x-api-key", "", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Basic sesame", HttpStatusCode.Unauthorized)]
    [InlineData("x-other", "sesame", HttpStatusCode.Unauthorized)]
    public async Task Api_key_is_asked_for_when_one_is_set(string header, string value, HttpStatusCode expected)
    {
        await using var server = await OtlpTestServer.StartAsync(("ApiKey", "sesame"));

        using var response = await server.PostAsync("/v1/logs", Log, Protobuf, (header, value));

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, server.Writer.Batches.Count);
    }

    [Theory]
    [InlineData("gzip", 10_000_000_000)]
    [InlineData("deflate", 200_000_000)]
    public async Task Decompression_bomb_is_refused_while_it_inflates(string encoding, long zeros)
    {
        await using var server = await OtlpTestServer.StartAsync();
        var bomb = Bombs.Zeros(encoding, zeros);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var response = await server.PostAsync("/v1/logs", bomb, Protobuf, ("Content-Encoding", encoding));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 32 << 20, "the bomb must not stay in memory");
        Assert.Equal(0, server.InFlight.Held);
    }

    [Theory]
    [InlineData(-1, HttpStatusCode.OK)]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Body_limit_is_exact(int beyond, HttpStatusCode expected)
    {
        const int Limit = 100_000;
        await using var server = await OtlpTestServer.StartAsync(("MaxBodyBytes", "100000"), ("MaxInflatedBytes", "100000"));
        var body = BodyOf(Limit + beyond);

        using var plain = await server.PostAsync("/v1/logs", body, Protobuf);
        using var chunked = await server.PostAsync("/v1/logs", new StreamContent(new MemoryStream(body)), Protobuf, ("Transfer-Encoding", "chunked"));
        using var inflated = await server.PostAsync("/v1/logs", Compress(body, "gzip"), Protobuf, ("Content-Encoding", "gzip"));

        Assert.Equal(expected, plain.StatusCode);
        Assert.Equal(expected, chunked.StatusCode);
        Assert.Equal(expected, inflated.StatusCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task Damaged_compression_is_malformed(int keep)
    {
        await using var server = await OtlpTestServer.StartAsync();
        var body = keep == 0 ? [1, 2, 3, 4] : Compress(BodyOf(5000), "gzip")[..keep];

        using var response = await server.PostAsync("/v1/logs", body, Protobuf, ("Content-Encoding", "gzip"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(server.Writer.Batches);
    }

    [Fact]
    public async Task Bytes_of_other_requests_in_flight_make_a_sender_come_again()
    {
        await using var server = await OtlpTestServer.StartAsync(("MaxBytesInFlight", "100000"));
        Assert.True(server.InFlight.TryHold(90_000));

        using var refused = await server.PostAsync("/v1/logs", Log, Protobuf);
        server.InFlight.Release(90_000);
        using var taken = await server.PostAsync("/v1/logs", Log, Protobuf);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(0, server.InFlight.Held);
    }

    [Theory]
    [InlineData("identity", "gzip", "labelled gzip but is not gzip data")]
    [InlineData("identity", "deflate", "labelled deflate but is not deflate data")]
    [InlineData("gzip", "deflate", "labelled deflate but is not deflate data")]
    [InlineData("gzip", "identity", "the body is gzip data but is not labelled so")]
    public async Task Body_with_the_wrong_label_is_told_what_is_wrong(string real, string label, string expected)
    {
        await using var server = await OtlpTestServer.StartAsync();

        using var response = await server.PostAsync("/v1/logs", Compress(BodyOf(5000), real), Protobuf, ("Content-Encoding", label));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(server.Writer.Batches);
    }

    private static byte[] BodyOf(int length)
    {
        // One log record whose body fills the request to the byte.
        var text = length - 100;
        while (true)
        {
            var body = RecordProtobuf.Logs([new LogRecord(new TelemetryOrigin(), 5, "", "", 0, "", 0, new string('a', text), "", [])]);
            if (body.Length == length)
            {
                return body;
            }

            text += length - body.Length;
        }
    }

    private static byte[] Compress(byte[] body, string encoding)
    {
        using var bytes = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BufferedStream(bytes),
        })
        {
            stream.Write(body);
            stream.Flush();
            return encoding == "identity" ? bytes.ToArray() : Finish(stream, bytes);
        }
    }

    private static byte[] Finish(Stream stream, MemoryStream bytes)
    {
        stream.Dispose();
        return bytes.ToArray();
    }
}
