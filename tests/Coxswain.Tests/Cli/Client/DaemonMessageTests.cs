using System.Net;
using System.Net.Sockets;
using System.Text;
using Coxswain.Cli.Client;
using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting;
using Coxswain.Server.StatusLine;
using Coxswain.Testing.Processes;
using Coxswain.Tests.Server.Security;

namespace Coxswain.Tests.Cli.Client;

public sealed class DaemonMessageTests : IClassFixture<RunningServer>, IDisposable
{
    private const string Path = "/statusline";
    private static readonly byte[] Message = """{"session_id":"s-1","x":"ü"}"""u8.ToArray();

    private readonly RunningServer _server;
    private readonly TemporaryFolder _temporary = new();
    private readonly FolderLock _lock;

    public DaemonMessageTests(RunningServer server)
    {
        _server = server;
        _lock = FolderLock.Take(Folder);
    }

    private DataFolder Folder => new(_temporary.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Daemon_that_takes_it_answers()
    {
        _server.Record.Write(Folder);

        var (reach, answer) = await DaemonMessage.SendAsync(Folder, Path, Message, Token);

        Assert.Equal(DaemonReach.Up, reach);
        Assert.NotNull(StatusLineAnswer.Read(answer).Problem);
    }

    [Fact]
    public async Task Large_message_arrives_whole()
    {
        _server.Record.Write(Folder);
        var large = Encoding.UTF8.GetBytes($$"""{"session_id":"s-1","x":"{{new string('x', 900_000)}}"}""");

        Assert.Equal(DaemonReach.Up, (await DaemonMessage.SendAsync(Folder, Path, large, Token)).Reach);
    }

    [Theory]
    [InlineData("other token", Path, "{}")]
    [InlineData(null, Path, "[")]
    [InlineData(null, "/nowhere", "{}")]
    public async Task Daemon_that_refuses_is_silent(string? token, string path, string message)
    {
        (_server.Record with { Token = token ?? _server.Record.Token }).Write(Folder);

        var (reach, answer) = await DaemonMessage.SendAsync(Folder, path, Encoding.UTF8.GetBytes(message), Token);

        Assert.Equal((DaemonReach.Silent, null), (reach, answer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 500 Internal 2 Error\r\n\r\n{}")]
    [InlineData("hello\r\n\r\n{}")]
    public async Task Listener_that_is_no_daemon_is_silent(string answer)
    {
        using var other = Listen();
        var sent = DaemonMessage.SendAsync(Folder, Path, Message, Token);
        using (var peer = await other.AcceptSocketAsync(Token))
        {
            await ReadRequestAsync(peer);
            await peer.SendAsync(Encoding.ASCII.GetBytes(answer), Token);
        }

        Assert.Equal(DaemonReach.Silent, (await sent).Reach);
    }

    [Fact]
    public async Task Request_is_one_the_daemons_guards_know()
    {
        using var other = Listen();
        var sent = DaemonMessage.SendAsync(Folder, Path, Message, Token);
        string request;
        using (var peer = await other.AcceptSocketAsync(Token))
        {
            request = await ReadRequestAsync(peer);
            await peer.SendAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"a\":1}"u8.ToArray(), Token);
        }

        Assert.Equal("{\"a\":1}"u8.ToArray(), (await sent).Answer);
        Assert.StartsWith($"POST {Path} HTTP/1.0\r\nHost: 127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}\r\nAuthorization: Bearer {_server.Record.Token}\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Daemon_that_does_not_answer_in_time_is_late()
    {
        using var other = Listen();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var sent = DaemonMessage.SendAsync(Folder, Path, Message, limit.Token);
        using var peer = await other.AcceptSocketAsync(Token);
        await limit.CancelAsync();

        Assert.Equal(DaemonReach.Late, (await sent).Reach);
    }

    [Fact]
    public async Task Without_a_daemon_or_with_one_that_is_gone_it_is_down()
    {
        Assert.Equal(DaemonReach.Down, (await DaemonMessage.SendAsync(Folder, Path, Message, Token)).Reach);

        Listen().Dispose();
        Assert.Equal(DaemonReach.Down, (await DaemonMessage.SendAsync(Folder, Path, Message, Token)).Reach);
    }

    public void Dispose()
    {
        _lock.Dispose();
        _temporary.Dispose();
    }

    /// <summary>A listener of the test's own, named by the daemon file.</summary>
    private TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        (_server.Record with { Api = $"http://{listener.LocalEndpoint}" }).Write(Folder);
        return listener;
    }

    private static async Task<string> ReadRequestAsync(Socket peer)
    {
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!request.ToString().EndsWith('}'))
        {
            request.Append(Encoding.UTF8.GetString(buffer, 0, await peer.ReceiveAsync(buffer, Token)));
        }

        return request.ToString();
    }
}
