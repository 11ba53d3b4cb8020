using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Coxswain.Bench.Gateway;

/// <summary>The upstream behind every arm, in a process of its own: reads the request to its end and answers the same bytes each time.</summary>
internal static class MockUpstream
{
    public const string Verb = "gateway-upstream";

    private const int EndsLookedAt = 256;
    private const int OpenFrames = 100_000;
    private static readonly TimeSpan OpenGap = TimeSpan.FromMilliseconds(200);

    /// <summary>Says its port on standard output and runs until it is ended.</summary>
    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinResponseDataRate = null;
        }).UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await Console.Out.WriteLineAsync(new Uri(address).Port.ToString(CultureInfo.InvariantCulture));
        await Console.Out.FlushAsync();
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var (isStream, mark) = await ReadAsync(context.Request);
        var response = context.Response;
        response.Headers["request-id"] = "req_011CBenchBenchBenchBench";
        response.ContentType = isStream ? "text/event-stream; charset=utf-8" : "application/json";
        if (!isStream)
        {
            response.ContentLength = FixedAnswers.Document.Body.Length;
            await response.BodyWriter.WriteAsync(FixedAnswers.Document.Body, context.RequestAborted);
            return;
        }

        await (mark switch
        {
            FixedAnswers.OpenMark => StreamAsync(context, OpenFrames, OpenGap),
            FixedAnswers.GapMark => StreamAsync(context, FixedAnswers.GapFrames, FixedAnswers.FrameGap),
            _ => StreamAsync(context, FixedAnswers.Frames, FixedAnswers.FrameGap),
        });
    }

    private static async Task StreamAsync(HttpContext context, int frames, TimeSpan gap)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            for (var i = 0; i < frames; i++)
            {
                await context.Response.BodyWriter.WriteAsync(FixedAnswers.FrameOf(i, frames), context.RequestAborted);
                var rest = ((i + 1) * gap) - Stopwatch.GetElapsedTime(start);
                if (rest > TimeSpan.Zero && i < frames - 1)
                {
                    await Task.Delay(rest, TimeProvider.System, context.RequestAborted);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The client has seen enough.
        }
    }

    /// <summary>Gateways that write the request anew put its members in an order of their own, but none into the prompt.</summary>
    private static async Task<(bool IsStream, string Mark)> ReadAsync(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.IsCompleted)
            {
                var told = (Has(read.Buffer, "\"stream\":true"), Array.Find([FixedAnswers.OpenMark, FixedAnswers.GapMark], mark => Has(read.Buffer, mark)) ?? "");
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return told;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool Has(ReadOnlySequence<byte> body, string member)
    {
        Span<byte> ends = stackalloc byte[EndsLookedAt * 2];
        var head = body.Slice(0, Math.Min(EndsLookedAt, body.Length));
        var tail = body.Slice(Math.Max(0, body.Length - EndsLookedAt));
        head.CopyTo(ends);
        tail.CopyTo(ends[(int)head.Length..]);
        return ends.IndexOf(System.Text.Encoding.ASCII.GetBytes(member)) >= 0;
    }
}
