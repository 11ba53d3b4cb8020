using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Tls;

namespace Coxswain.Tests.Gateway.Forwarding;

/// <summary>
/// An HTTP/2 upstream that refuses every call as soon as its head is there, and goes on taking the body, as servers may: no library's server does so for long.
/// One connection, whose window is open; those of its streams are as HTTP/2 begins them, 65,535 bytes.
/// </summary>
internal sealed class EarlyUpstream : IAsyncDisposable
{
    public const string Body = """{"type":"error","error":{"type":"invalid_request_error","message":"early"}}""";

    private const byte Data = 0;
    private const byte Head = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte Window = 8;
    private const byte EndOfStream = 1;
    private const byte EndOfHead = 4;
    private const byte Acknowledged = 1;

    // :status 400, content-type application/json.
    private static readonly byte[] Refusal = [0x8C, 0x0F, 0x10, 0x10, .. "application/json"u8];

    private readonly Certificates _certificates = new();
    private readonly TemporaryFolder _folder = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _reset = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;

    public EarlyUpstream()
    {
        File.WriteAllText(CaFile, _certificates.AuthorityPem);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address => $"https://{_listener.LocalEndpoint}";

    public string CaFile => _folder.Combine("authority.pem");

    /// <summary>Done once the other side has given a stream up.</summary>
    public Task WasReset => _reset.Task;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving;
        _end.Dispose();
        _certificates.Dispose();
        _folder.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificates.For("127.0.0.1"), ApplicationProtocols = [SslApplicationProtocol.Http2] }, _end.Token);
            await stream.ReadExactlyAsync(new byte["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".Length], _end.Token);
            await WriteAsync(stream, Settings, 0, 0, []);
            await WriteAsync(stream, Window, 0, 0, [0x3F, 0, 0, 0]);
            while (true)
            {
                await AnswerAsync(stream);
            }
        }
        catch (Exception problem) when (problem is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other end went, or the test is over.
        }
    }

    private async Task AnswerAsync(SslStream stream)
    {
        var head = new byte[9];
        await stream.ReadExactlyAsync(head, _end.Token);
        var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
        await stream.ReadExactlyAsync(payload, _end.Token);
        var id = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5));
        switch (head[3])
        {
            case Head:
                await WriteAsync(stream, Head, EndOfHead, id, Refusal);
                await WriteAsync(stream, Data, EndOfStream, id, System.Text.Encoding.ASCII.GetBytes(Body));
                break;
            case Reset:
                _reset.TrySetResult();
                break;
            case Settings when head[4] == 0:
                await WriteAsync(stream, Settings, Acknowledged, 0, []);
                break;
            case Ping when head[4] == 0:
                await WriteAsync(stream, Ping, Acknowledged, 0, payload);
                break;
        }
    }

    private async Task WriteAsync(SslStream stream, byte type, byte flags, int id, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), id);
        payload.CopyTo(frame, 9);
        await stream.WriteAsync(frame, _end.Token);
    }
}
