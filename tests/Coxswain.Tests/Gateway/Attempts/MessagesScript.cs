using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Tests.Gateway.Attempts;

/// <summary>An upstream that does one thing after another; the last one again and again.</summary>
internal sealed class MessagesScript(params RequestDelegate[] steps)
{
    public const string Start = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-haiku-4-5\",\"content\":[],\"usage\":{\"input_tokens\":1000,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":1}}}\n\n";
    public const string Ping = "event: ping\ndata: {\"type\":\"ping\"}\n\n";
    public const string Block = "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\nevent: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"hello\"}}\n\n";
    public const string End = "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\nevent: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":100}}\n\n" + Stop;
    public const string Stop = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
    public const string Overloaded = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n";
    public const string Whole = Start + Ping + Block + End;
    public const string Message = """{"id":"msg_2","type":"message","role":"assistant","model":"claude-haiku-4-5-20251001","content":[{"type":"text","text":"hello"}],"stop_reason":"end_turn","usage":{"input_tokens":1000,"output_tokens":100}}""";

    private int _calls;

    public ConcurrentQueue<string> Bodies { get; } = [];

    public async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        Bodies.Enqueue(await reader.ReadToEndAsync(context.RequestAborted));
        await steps[Math.Min(Interlocked.Increment(ref _calls), steps.Length) - 1](context);
    }

    /// <summary>A stream of these pieces, each sent on its own.</summary>
    public static RequestDelegate Stream(params string[] pieces) => async context =>
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["request-id"] = "req_1";
        await context.Response.StartAsync(context.RequestAborted);
        foreach (var piece in pieces)
        {
            await context.Response.WriteAsync(piece, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    };

    public static RequestDelegate Then(RequestDelegate first, RequestDelegate second) => async context =>
    {
        await first(context);
        await second(context);
    };

    /// <summary>Answers nothing yet: for what shall happen before or after an answer.</summary>
    public static RequestDelegate Does(Action action) => _ =>
    {
        action();
        return Task.CompletedTask;
    };

    public static Task CutAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Cuts the connection once what was sent has had time to arrive: a cut takes with it what is still on its way.</summary>
    public static async Task LateCutAsync(HttpContext context)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, context.RequestAborted);
        context.Abort();
    }

    /// <summary>Says nothing more until the other side goes.</summary>
    public static async Task SilenceAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    public static RequestDelegate Document(string body) => context =>
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers["request-id"] = "req_2";
        return context.Response.WriteAsync(body, context.RequestAborted);
    };

    public static RequestDelegate Error(int status, string type, string message, params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["request-id"] = "req_e";
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return context.Response.WriteAsync(ErrorBody(type, message), context.RequestAborted);
    };

    public static string ErrorBody(string type, string message) => $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"{{{message}}}"},"request_id":"req_e"}""";
}
