using System.Text;
using System.Text.Json;
using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Server.Budgets;

namespace Coxswain.Tests.Server.Budgets;

/// <summary>A webhook on loopback that answers well, badly, or not at all.</summary>
public sealed class WebhookChannelTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static readonly AlertMessage Message = AlertMessage.Of(
        [new BudgetAlert(7, "day", new AlertSpan(BudgetPeriod.Day, "2026-11-25"), 50, Noon, 8, 10, []), new BudgetAlert(8, "day", new AlertSpan(BudgetPeriod.Day, "2026-11-25"), 80, Noon, 8, 10, [])],
        null,
        [new BudgetOverride("day", Noon, Noon.AddHours(1), "<!channel> & co \"x\"")]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plain_JSON_names_everything()
    {
        using var hook = new LoopbackAnswer("HTTP/1.1 204 No Content\n\n");

        Assert.Equal(ChannelAnswer.Taken, await SendAsync(new AlertOptions { WebhookUrl = hook.Address }));

        var request = Assert.Single(hook.Requests);
        Assert.StartsWith("POST /hooks/T0PS3CRET HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json", request, StringComparison.Ordinal);
        var body = Body(request);
        Assert.Equal(
            ("budget_alert", "day", "day", "2026-11-25", 80, 8m, 10m, "2026-11-25T12:00:00+00:00", "2026-11-25T13:00:00+00:00"),
            (body.GetProperty("event").GetString(), body.GetProperty("budget").GetString(), body.GetProperty("period").GetString(), body.GetProperty("span").GetString(), body.GetProperty("percent").GetInt32(),
                body.GetProperty("spentUsd").GetDecimal(), body.GetProperty("limitUsd").GetDecimal(), body.GetProperty("at").GetString(), body.GetProperty("overriddenUntil").GetString()));
        Assert.Equal("[7,8] [50]", $"{body.GetProperty("ids")} {body.GetProperty("alsoReached")}");
        Assert.Equal(Message.Text, body.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Slack_gets_one_text_in_which_nothing_is_a_mention()
    {
        using var hook = new LoopbackAnswer("HTTP/1.1 200 OK\nContent-Length: 2\n\nok");

        Assert.Equal(ChannelAnswer.Taken, await SendAsync(new AlertOptions { WebhookUrl = hook.Address, WebhookFormat = WebhookFormat.Slack }));

        var body = Body(Assert.Single(hook.Requests));
        Assert.Equal("text", Assert.Single(body.EnumerateObject()).Name);
        Assert.Contains("(&lt;!channel&gt; &amp; co \"x\")", body.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 500 Oops\nContent-Length: 0\n\n", "answered 500")]
    [InlineData("HTTP/1.1 404 Not Found\nContent-Length: 0\n\n", "answered 404")]
    [InlineData("HTTP/1.1 307 Over There\nLocation: http://127.0.0.1:1/\nContent-Length: 0\n\n", "answered 307, a redirect: not followed")]
    [InlineData("HTTP/1.1 302 Over There\nLocation: file:///etc/passwd\nContent-Length: 0\n\n", "answered 302, a redirect: not followed")]
    [InlineData("what?\n\n", "no answer (InvalidResponse)")]
    [InlineData("", "no answer (ResponseEnded)")]
    public async Task What_is_not_2xx_is_a_failure_that_names_no_secret(string answer, string problem)
    {
        using var hook = new LoopbackAnswer(answer);

        Assert.Equal(problem, (await SendAsync(new AlertOptions { WebhookUrl = hook.Address })).Problem);
        Assert.Single(hook.Requests);
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_that_names_no_secret()
    {
        string address;
        using (var gone = new LoopbackAnswer(""))
        {
            address = gone.Address;
        }

        Assert.Equal("no answer (ConnectionError)", (await SendAsync(new AlertOptions { WebhookUrl = address })).Problem);
    }

    /// <summary>Nothing of an answer but its head is read: a stream without end is taken at once.</summary>
    [Fact]
    public async Task Answer_without_end_is_taken_by_its_head()
    {
        using var hook = new LoopbackAnswer(static async (stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n"u8.ToArray(), cancellationToken);
            var junk = new byte[1 << 20];
            while (true)
            {
                await stream.WriteAsync(junk, cancellationToken);
            }
        });

        Assert.Equal(ChannelAnswer.Taken, await SendAsync(new AlertOptions { WebhookUrl = hook.Address }));
    }

    [Fact]
    public async Task Head_without_end_is_refused()
    {
        using var hook = new LoopbackAnswer(static async (stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancellationToken);
            while (true)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"X-Junk: {new string('x', 4000)}\r\n"), cancellationToken);
            }
        });

        Assert.StartsWith("no answer (", (await SendAsync(new AlertOptions { WebhookUrl = hook.Address })).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_ends_by_the_timeout()
    {
        using var hook = new LoopbackAnswer(static (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken));

        Assert.Equal("no answer within 0.3 s", (await SendAsync(new AlertOptions { WebhookUrl = hook.Address, Timeout = TimeSpan.FromSeconds(0.3) })).Problem);
    }

    private static async Task<ChannelAnswer> SendAsync(AlertOptions options)
    {
        using var channel = new WebhookChannel(options, TimeProvider.System);
        return await channel.SendAsync(AlertNotice.Of(Message), Cancel);
    }

    private static JsonElement Body(string request) => JsonDocument.Parse(request[request.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]).RootElement;
}
