using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Coxswain.Tests.Server.Security;

namespace Coxswain.Tests.Gateway.Forwarding;

/// <summary>Shapes that HTTP allows and few use: they go through as they are.</summary>
public sealed class MessageShapeTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 12345\r\nETag: \"a\"\r\n\r\n", "HTTP/1.1 200 OK", "Content-Length: 12345")]
    [InlineData("GET", "HTTP/1.1 204 No Content\r\nETag: \"a\"\r\n\r\n", "HTTP/1.1 204 No Content", "ETag: \"a\"")]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 777\r\nETag: \"a\"\r\n\r\n", "HTTP/1.1 304 Not Modified", "ETag: \"a\"")]
    [InlineData("GET", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 Fine\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 200 Fine", "\r\n\r\nok")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx-trailer: 1\r\n\r\n", "HTTP/1.1 200 OK", "\r\n\r\n2\r\nok\r\n0\r\n\r\n")]
    public async Task Answer_without_a_body_or_with_more_around_it_goes_through(string method, string answer, string statusLine, string part)
    {
        using var upstream = new RawUpstream(async (self, stream, _) =>
        {
            await self.ReadAsync(stream);
            await self.WriteAsync(stream, answer);
        });
        await using var bed = await GatewayBed.StartAsync(static _ => Task.CompletedTask, ("Upstream", upstream.Address));

        var (_, text) = await RawHttp1.SendAsync(EndPoint(bed), $"{method} /v1/models HTTP/1.1\nHost: {EndPoint(bed)}");

        Assert.StartsWith(statusLine + "\r\n", text, StringComparison.Ordinal);
        Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Header_bytes_of_any_encoding_are_the_same_at_the_other_end()
    {
        const string Latin = "x-latin: caf\u00e9 \u00ff";
        const string Utf8 = "x-utf8: caf\u00c3\u00a9 \u00e2\u009c\u0093";
        using var upstream = new RawUpstream(static async (self, stream, _) =>
        {
            await self.ReadAsync(stream);
            await self.WriteAsync(stream, $"HTTP/1.1 200 OK\r\n{Latin}\r\n{Utf8}\r\nContent-Length: 0\r\n\r\n");
        });
        await using var bed = await GatewayBed.StartAsync(static _ => Task.CompletedTask, ("Upstream", upstream.Address));

        var (status, text) = await RawHttp1.SendAsync(EndPoint(bed), $"GET /v1/models HTTP/1.1\nHost: {EndPoint(bed)}\n{Latin}\n{Utf8}");

        Assert.Equal(200, status);
        foreach (var place in new[] { text, Assert.Single(upstream.Heads) })
        {
            Assert.Contains($"\r\n{Latin}\r\n", place, StringComparison.Ordinal);
            Assert.Contains($"\r\n{Utf8}\r\n", place, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Headers_of_one_connection_and_those_meant_for_the_gateway_end_at_it()
    {
        using var upstream = new RawUpstream(static async (self, stream, _) =>
        {
            await self.ReadAsync(stream);
            await self.WriteAsync(stream, "HTTP/1.1 200 OK\r\nConnection: keep-alive, X-Theirs\r\nx-theirs: 1\r\nProxy-Authenticate: Basic\r\nx-others: 2\r\nContent-Length: 0\r\n\r\n");
        });
        await using var bed = await GatewayBed.StartAsync(static _ => Task.CompletedTask, ("Upstream", upstream.Address));

        var (status, text) = await RawHttp1.SendAsync(
            EndPoint(bed), $"GET /v1/models HTTP/1.1\nHost: {EndPoint(bed)}\nTE: trailers\nProxy-Authorization: Basic eA==\nx-coxswain-recovery: off\nx-others: 2");

        Assert.Equal(200, status);
        Assert.Equal(["Content-Length", "Host", "x-others"], Names(Assert.Single(upstream.Heads)).Order(StringComparer.OrdinalIgnoreCase));
        Assert.DoesNotContain(Names(text), static name => name.Equals("x-theirs", StringComparison.OrdinalIgnoreCase) || name.Equals("Proxy-Authenticate", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("x-others", Names(text));
    }

    [Fact]
    public async Task Body_announced_by_expect_is_asked_for_and_goes_through()
    {
        var body = "";
        await using var bed = await GatewayBed.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            body = await reader.ReadToEndAsync(Cancelled) + context.Request.Headers.Expect;
        });
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(EndPoint(bed), Cancelled);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /v1/files HTTP/1.1\r\nHost: {EndPoint(bed)}\r\nExpect: 100-continue\r\nContent-Length: 5\r\nConnection: close\r\n\r\n"), Cancelled);
        using var reader = new StreamReader(stream);

        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(Cancelled));
        Assert.Equal("", await reader.ReadLineAsync(Cancelled));
        await stream.WriteAsync("hello"u8.ToArray(), Cancelled);

        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync(Cancelled));
        Assert.Equal("hello", body);
    }

    [Theory]
    [InlineData("/v1/messages", false)]
    [InlineData("/v1/messages", true)]
    [InlineData("/v1/files", true)]
    public async Task Body_too_large_to_be_held_goes_through_once(string target, bool isChunked)
    {
        var bytes = new byte[33 << 20];
        new Random(33).NextBytes(bytes);
        var received = new List<string>();
        await using var bed = await GatewayBed.StartAsync(async context =>
        {
            var hash = Convert.ToHexString(await SHA256.HashDataAsync(context.Request.Body, Cancelled));
            lock (received)
            {
                received.Add($"{context.Request.ContentLength} {hash}");
            }

            context.Response.StatusCode = 529;
        });
        using var request = bed.Request(HttpMethod.Post, target);
        request.Content = isChunked ? new StreamContent(new UnknownLengthStream(bytes)) : new ByteArrayContent(bytes);
        using var response = await bed.Http.SendAsync(request, Cancelled);

        Assert.Equal(529, (int)response.StatusCode);
        Assert.Equal($"{(isChunked ? null : bytes.Length)} {Convert.ToHexString(SHA256.HashData(bytes))}", Assert.Single(received));
    }

    [Fact]
    public async Task Answer_with_headers_of_sixty_kilobytes_goes_through()
    {
        var large = new string('x', 60_000);
        await using var bed = await GatewayBed.StartAsync(context =>
        {
            context.Response.Headers["x-large"] = large;
            return Task.CompletedTask;
        });
        using var request = bed.Request(HttpMethod.Get, "/v1/models");
        using var response = await bed.Http.SendAsync(request, Cancelled);

        Assert.Equal(large, response.Headers.GetValues("x-large").Single());
    }

    private static IEnumerable<string> Names(string head) => head[..head.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n").Skip(1).Select(static line => line[..line.IndexOf(':', StringComparison.Ordinal)]);

    private static IPEndPoint EndPoint(GatewayBed bed) => new(IPAddress.Loopback, new Uri(bed.Address).Port);
}
