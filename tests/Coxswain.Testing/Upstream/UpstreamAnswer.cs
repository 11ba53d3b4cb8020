using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Testing.Upstream;

/// <summary>Writes one scripted answer: an error, a whole message, or a stream that may break.</summary>
/// <param name="id">Never the same twice, not even in two upstreams: facts are told apart by it.</param>
internal sealed class UpstreamAnswer(HttpContext context, UpstreamStep step, string id, string model)
{
    private static readonly TimeSpan BeforeCut = TimeSpan.FromMilliseconds(50);

    private HttpResponse Response => context.Response;

    private int Output => step.OutputTokens ?? (step.Tool is null ? 42 : 40);

    private string StopReason => step.Tool is null ? "end_turn" : "tool_use";

    public Task WriteAsync(bool stream)
    {
        if (step.Status is { } status)
        {
            return WriteErrorAsync(status);
        }

        Response.Headers["request-id"] = "req_" + id;
        return stream ? WriteStreamAsync() : WriteMessageAsync();
    }

    private Task WriteErrorAsync(int status)
    {
        Response.StatusCode = status;
        Response.ContentType = "application/json";
        Response.Headers["request-id"] = "req_e" + id;
        foreach (var (name, value) in step.Headers)
        {
            Response.Headers[name] = value;
        }

        var error = new JsonObject
        {
            ["type"] = "error",
            ["error"] = new JsonObject { ["type"] = step.ErrorType, ["message"] = step.ErrorMessage },
            ["request_id"] = "req_e" + id,
        };
        return Response.WriteAsync(error.ToJsonString(), context.RequestAborted);
    }

    private Task WriteMessageAsync()
    {
        var block = step.Tool is { } tool
            ? new JsonObject { ["type"] = "tool_use", ["id"] = "toolu_" + id, ["name"] = tool, ["input"] = step.Input?.DeepClone() }
            : new JsonObject { ["type"] = "text", ["text"] = step.Text };
        var message = Message(new JsonArray(block), StopReason, step.Usage.ToJson(Output));
        Response.ContentType = "application/json";
        return Response.WriteAsync(message.ToJsonString(), context.RequestAborted);
    }

    private async Task WriteStreamAsync()
    {
        Response.ContentType = "text/event-stream";
        await EventAsync("message_start", new JsonObject { ["message"] = Message([], null, step.Usage.ToJson(1)) });
        if (step.ErrorEarly)
        {
            await OverloadedAsync();
            return;
        }

        await WriteBlockAsync();
        if (step.Cut)
        {
            await CutAsync();
            return;
        }

        if (step.ErrorMidway)
        {
            await OverloadedAsync();
            return;
        }

        await EventAsync("content_block_stop", new JsonObject { ["index"] = 0 });
        if (step.CutAfterBlock)
        {
            await CutAsync();
            return;
        }

        await EventAsync("message_delta", new JsonObject
        {
            ["delta"] = new JsonObject { ["stop_reason"] = StopReason, ["stop_sequence"] = null },
            ["usage"] = new JsonObject { ["output_tokens"] = Output },
        });
        await EventAsync("message_stop", []);
    }

    private async Task CutAsync()
    {
        await Task.Delay(BeforeCut, TimeProvider.System, context.RequestAborted);
        context.Abort();
    }

    private async Task WriteBlockAsync()
    {
        var (block, delta) = step.Tool is { } tool
            ? (new JsonObject { ["type"] = "tool_use", ["id"] = "toolu_" + id, ["name"] = tool, ["input"] = new JsonObject() },
                new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = step.Input?.ToJsonString() })
            : (new JsonObject { ["type"] = "text", ["text"] = "" }, new JsonObject { ["type"] = "text_delta", ["text"] = step.Text ?? "ok" });
        await EventAsync("content_block_start", new JsonObject { ["index"] = 0, ["content_block"] = block });
        await EventAsync("content_block_delta", new JsonObject { ["index"] = 0, ["delta"] = delta });
    }

    private Task OverloadedAsync() =>
        EventAsync("error", new JsonObject { ["error"] = new JsonObject { ["type"] = "overloaded_error", ["message"] = "Overloaded" } });

    private JsonObject Message(JsonArray content, string? stopReason, JsonObject usage) => new()
    {
        ["id"] = "msg_" + id,
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = model,
        ["stop_sequence"] = null,
        ["content"] = content,
        ["stop_reason"] = stopReason,
        ["usage"] = usage,
    };

    private async Task EventAsync(string name, JsonObject payload)
    {
        payload.Insert(0, "type", name);
        await Response.WriteAsync("event: " + name + "\ndata: " + payload.ToJsonString() + "\n\n", context.RequestAborted);
        await Response.Body.FlushAsync(context.RequestAborted);
    }
}
