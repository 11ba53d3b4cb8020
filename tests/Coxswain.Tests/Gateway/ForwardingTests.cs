using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Coxswain.Core.Recovery;
using Coxswain.Tests.Gateway.Attempts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coxswain.Tests.Gateway;

/// <summary>The gateway changes nothing when nothing is wrong.</summary>
public sealed class ForwardingTests
{
    private const int Calls = 10_000;

    /// <summary>What waits for ever fails after so long.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RecoveryMode.Off)]
    [InlineData(RecoveryMode.Full)]
    public async Task Requests_and_responses_arrive_as_they_were_sent(RecoveryMode mode)
    {
        var received = new ConcurrentDictionary<int, RecordedCall>();
        // What there is to recover is not passed on as it is, unless recovery is off.
        GeneratedCall CallOf(int seed) => mode == RecoveryMode.Off ? GeneratedCall.Of(seed) : GeneratedCall.Of(seed).WithNothingToRecover();
        await using var bed = await GatewayBed.StartAsync(context => AnswerAsync(context, received, CallOf), ("OtherClients", mode.ToString()), ("ClaudeCode", mode.ToString()));

        await Parallel.ForEachAsync(Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancelled }, async (seed, token) =>
        {
            var call = CallOf(seed);
            var response = await SendAsync(bed, call, seed, token);

            Assert.True(received.TryGetValue(seed, out var request), $"{seed}: {call.Method} {call.Target}: {response.Head} {System.Text.Encoding.UTF8.GetString(response.Body)}");
            Assert.Equal($"{call.Method} {call.Target}", request.Head);
            Assert.Equal(RecordedCall.Comparable(call.Headers), request.Headers);
            Assert.Equal(call.Body ?? [], request.Body);
            Assert.Equal(call.Status.ToString(CultureInfo.InvariantCulture), response.Head);
            Assert.Equal(RecordedCall.Comparable(call.AnswerHeaders), response.Headers.Where(line => !line.StartsWith("date:", StringComparison.Ordinal) || call.AnswerHeaders.Any(static one => one.Name == "date")));
            Assert.Equal(call.Answer, response.Body);
        });
    }

    [Fact]
    public async Task Events_go_through_one_by_one()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(Limit);
        var next = new SemaphoreSlim(0);
        await using var bed = await GatewayBed.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("event: content_block_start\ndata: {}\n\n", Cancelled);
            for (var i = 0; i < 20; i++)
            {
                await context.Response.WriteAsync($"event: ping\ndata: {{\"n\":{i}}}\n\n", Cancelled);
                await context.Response.Body.FlushAsync(Cancelled);

                // The next one is sent only after the client has this one: a gateway that waits for more would wait for ever.
                await next.WaitAsync(Cancelled);
            }

            await context.Response.WriteAsync(MessagesScript.Stop, Cancelled);
        });
        using var request = bed.Request(HttpMethod.Post, "/v1/messages?beta=true");
        using var response = await bed.Http.SendAsync(request, Cancelled);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(limit.Token));

        Assert.Equal("event: content_block_start", await reader.ReadLineAsync(limit.Token));
        Assert.Equal("data: {}", await reader.ReadLineAsync(limit.Token));
        Assert.Equal("", await reader.ReadLineAsync(limit.Token));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("event: ping", await reader.ReadLineAsync(limit.Token));
            Assert.Equal($"data: {{\"n\":{i}}}", await reader.ReadLineAsync(limit.Token));
            Assert.Equal("", await reader.ReadLineAsync(limit.Token));
            next.Release();
        }

        Assert.Equal(MessagesScript.Stop, await reader.ReadToEndAsync(limit.Token));
    }

    [Theory]
    [InlineData("/v1/messages")]
    [InlineData("/v1/messages/batches/msgbatch_01/results")]
    public async Task Upstreams_call_ends_when_the_client_goes(string target)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bed = await GatewayBed.StartAsync(async context =>
        {
            context.RequestAborted.Register(ended.SetResult);
            await context.Response.WriteAsync("event: content_block_start\ndata: {}\n\n", Cancelled);
            await context.Response.Body.FlushAsync(Cancelled);
            await ended.Task.WaitAsync(Cancelled);
        });
        using var request = bed.Request(HttpMethod.Post, target);
        var response = await bed.Http.SendAsync(request, Cancelled);
        var body = await response.Content.ReadAsStreamAsync(Cancelled);
        await body.ReadExactlyAsync(new byte[5], Cancelled);

        response.Dispose();

        await ended.Task.WaitAsync(Limit, Cancelled);
    }

    [Theory]
    [InlineData("/v1/messages")]
    [InlineData("/v1/messages/batches/msgbatch_01/results")]
    public async Task Response_that_breaks_off_is_broken_off_and_never_looks_whole(string target)
    {
        var begun = new SemaphoreSlim(0);
        await using var bed = await GatewayBed.StartAsync(async context =>
        {
            await context.Response.WriteAsync("event: message_start\n\n", Cancelled);
            await context.Response.Body.FlushAsync(Cancelled);
            await begun.WaitAsync(Cancelled);
            context.Abort();
        });
        using var request = bed.Request(HttpMethod.Post, target);
        using var response = await bed.Http.SendAsync(request, Cancelled);
        begun.Release();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Fact]
    public async Task Upstream_that_is_not_there_is_an_error_in_the_apis_words()
    {
        await using var bed = await GatewayBed.StartAsync(static _ => Task.CompletedTask, ("Upstream", "http://127.0.0.1:1"));
        using var request = bed.Request(HttpMethod.Post, "/v1/messages");
        using var response = await bed.Http.SendAsync(request, Cancelled);

        Assert.Equal(
            """502 {"type":"error","error":{"type":"api_error","message":"Coxswain gateway: no answer from the upstream (ConnectionError)."}}""",
            $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancelled)}");
    }

    private static async Task<RecordedCall> SendAsync(GatewayBed bed, GeneratedCall call, int seed, CancellationToken token)
    {
        using var request = bed.Request(new HttpMethod(call.Method), call.Target);
        request.Headers.TryAddWithoutValidation("x-call", seed.ToString(CultureInfo.InvariantCulture));
        if (call.Body is { } body)
        {
            request.Content = call.IsChunked ? new StreamContent(new UnknownLengthStream(body)) : new ByteArrayContent(body);
        }

        foreach (var (name, value) in call.Headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value) || request.Content?.Headers.TryAddWithoutValidation(name, value) == true, name);
        }

        using var response = await bed.Http.SendAsync(request, token);
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).SelectMany(static one => one.Value.Select(value => (one.Key, value)));
        return new RecordedCall(((int)response.StatusCode).ToString(CultureInfo.InvariantCulture), RecordedCall.Comparable(headers), await response.Content.ReadAsByteArrayAsync(token));
    }

    private static async Task AnswerAsync(HttpContext context, ConcurrentDictionary<int, RecordedCall> received, Func<int, GeneratedCall> callOf)
    {
        var seed = int.Parse(context.Request.Headers["x-call"].Single() ?? throw new UnreachableException(), CultureInfo.InvariantCulture);
        var call = callOf(seed);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        received[seed] = new RecordedCall(
            $"{context.Request.Method} {context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}",
            RecordedCall.Comparable(context.Request.Headers.SelectMany(static one => one.Value.Select(value => (one.Key, value ?? "")))),
            body.ToArray());
        context.Response.StatusCode = call.Status;
        foreach (var (name, value) in call.AnswerHeaders)
        {
            context.Response.Headers.Append(name, value);
        }

        if (!call.IsAnswerChunked && call.Status is not (204 or 304))
        {
            context.Response.ContentLength = call.Answer.Length;
        }

        if (call.Answer.Length > 0)
        {
            await context.Response.Body.WriteAsync(call.Answer, context.RequestAborted);
        }
    }
}
