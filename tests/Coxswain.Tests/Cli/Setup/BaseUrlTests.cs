using System.Net;
using System.Net.Sockets;
using Coxswain.Cli.Commands;
using Coxswain.Cli.Setup;

namespace Coxswain.Tests.Cli.Setup;

public sealed class BaseUrlTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://gateway.example/anthropic")]
    [InlineData("http://127.0.0.1:7421")]
    [InlineData("http://[::1]:8080/")]
    public void Address_of_a_gateway_is_taken_as_it_is_written(string text) => Assert.Equal(text, BaseUrl.Checked(text));

    [Theory]
    [InlineData("")]
    [InlineData("gateway.example")]
    [InlineData("/v1")]
    [InlineData("ftp://gateway.example")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://")]
    [InlineData("https://me:s3cret@gateway.example")]
    [InlineData("https://me@gateway.example")]
    [InlineData("https://gateway.example?key=s3cret")]
    [InlineData("https://gateway.example/?")]
    [InlineData("https://gateway.example/#s3cret")]
    [InlineData("https://gateway.example/a b")]
    [InlineData("https://gateway.example/\u001b[31m")]
    public void Anything_else_is_a_wrong_value_and_not_repeated(string text)
    {
        var problem = Assert.Throws<CommandException>(() => BaseUrl.Checked(text));

        Assert.Equal(ExitCode.Usage, problem.Code);
        Assert.DoesNotContain("s3cret", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", true)]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", true)]
    [InlineData("220 mail ready\r\n", false)]
    public async Task Any_answer_in_HTTP_counts_and_nothing_else_does(string answer, bool answers)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = ServeAsync(listener, answer);

        Assert.Equal(answers, await BaseUrl.AnswersAsync($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/", Token));
        await served;
    }

    [Fact]
    public async Task Port_nobody_listens_on_does_not_answer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.False(await BaseUrl.AnswersAsync($"http://127.0.0.1:{port}/", Token));
    }

    private static async Task ServeAsync(TcpListener listener, string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync(Token);
        var stream = connection.GetStream();
        await stream.ReadAtLeastAsync(new byte[16], 16, cancellationToken: Token);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), Token);
    }
}
