using System.Text;
using System.Text.Json;
using Coxswain.Testing.Upstream.Simulation.Faults;
using Coxswain.Testing.Upstream.Simulation.Thinking;

namespace Coxswain.Testing.Upstream.Simulation.Prompts;

/// <summary>Reads a request's body and checks it as the API does: its shape, its model and fields, its thinking blocks, its size in tokens.</summary>
/// <param name="window">Tokens of the longest prompt; <see langword="null"/> is the model's own.</param>
internal sealed class PromptReader(ThinkingSeal seal, int? window, bool isNewAccount)
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    public PromptReading Read(ReadOnlyMemory<byte> bytes, string account, bool isCount)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, Deep);
            return Read(json.RootElement, account, isCount);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // A lone surrogate passes the parser and fails when it is read as text.
            return new PromptReading("", false, null, ApiError.InvalidRequest("The request body is not valid JSON."));
        }
    }

    private PromptReading Read(JsonElement body, string account, bool isCount)
    {
        var name = body.Text("model") ?? "";
        var stream = body.Field("stream") is { ValueKind: JsonValueKind.True };
        if (name.Length == 0)
        {
            return new PromptReading(name, stream, null, ApiError.InvalidRequest("model: Field required"));
        }

        if (!SimulatedModel.All.TryGetValue(name, out var model))
        {
            return new PromptReading(name, stream, null, ApiError.UnknownModel(name));
        }

        if (RequestChecks.Find(body, model, isCount) is { } error)
        {
            return new PromptReading(name, stream, null, error);
        }

        var behavior = body.Field("thinking")?.Field("block_binding")?.Text("prefix_mismatch_behavior");
        using var parts = new PromptParts(seal, new ThinkingPolicy(model, account, behavior, isNewAccount));
        error = parts.Read(body);
        if (error is not null)
        {
            return new PromptReading(name, stream, null, error);
        }

        var prompt = Prompt(body, model, account, stream, parts);
        var most = window ?? model.Window;
        return prompt.Tokens > most && !isCount
            ? new PromptReading(name, stream, null, ApiError.PromptTooLong(prompt.Tokens, most))
            : new PromptReading(name, stream, prompt, null);
    }

    private static SimulatedPrompt Prompt(JsonElement body, SimulatedModel model, string account, bool stream, PromptParts parts)
    {
        var limit = body.Field("max_tokens") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var tokens) ? tokens : model.MaxOutput;
        using var identity = new PromptChain();
        identity.Add("prompt", Encoding.UTF8.GetBytes($"{model.Id}|{limit}|{(parts.Parts.Count == 0 ? "" : parts.Parts[^1].Prefix)}"));
        return new SimulatedPrompt(
            model,
            account,
            limit,
            stream,
            body.Field("output_config")?.Text("effort") ?? "",
            body.Field("thinking")?.Text("type") is "adaptive" or "enabled" or "between_tools",
            parts.Parts,
            identity.Current,
            parts.Binding,
            parts.Dropped);
    }
}
