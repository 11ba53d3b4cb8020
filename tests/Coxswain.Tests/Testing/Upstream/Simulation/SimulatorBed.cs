using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.Tests.Testing.Upstream.Simulation;

/// <summary>A simulated upstream and a plain client of it.</summary>
internal sealed class SimulatorBed : IAsyncDisposable
{
    public const string Opus = "claude-opus-5-5";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AutomaticDecompression = DecompressionMethods.None, ResponseDrainTimeout = TimeSpan.Zero });

    private SimulatorBed(SimulatedUpstream upstream) => Upstream = upstream;

    public SimulatedUpstream Upstream { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SimulatorBed> StartAsync(SimulatorPlan plan, SimulatorOptions? options = null)
        => new(await SimulatedUpstream.StartAsync(plan, options ?? new SimulatorOptions(), Token));

    public static JsonObject Ask(string text = "hello", bool stream = false, string model = Opus) => new()
    {
        ["model"] = model, ["max_tokens"] = 1000, ["stream"] = stream, ["messages"] = new JsonArray(Say("user", text)),
    };

    public static JsonObject Say(string role, string text) => new() { ["role"] = role, ["content"] = text };

    public static JsonObject Say(string role, params JsonNode[] blocks) => new() { ["role"] = role, ["content"] = new JsonArray(blocks) };

    public static JsonObject Text(string text, string? life = null)
    {
        var block = new JsonObject { ["type"] = "text", ["text"] = text };
        if (life is not null)
        {
            block["cache_control"] = new JsonObject { ["type"] = "ephemeral", ["ttl"] = life };
        }

        return block;
    }

    public async Task<HttpResponseMessage> PostAsync(JsonNode body, string path = "/v1/messages", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Upstream.Address + path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    /// <summary>The whole answer as JSON, with its status under <c>status</c>.</summary>
    public async Task<JsonObject> CallAsync(JsonNode body, string path = "/v1/messages", params (string Name, string Value)[] headers)
    {
        using var response = await PostAsync(body, path, headers);
        var json = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!.AsObject();
        json["status"] = (int)response.StatusCode;
        return json;
    }

    /// <summary>The error's status and message.</summary>
    public async Task<(int Status, string Message)> RefusedAsync(JsonNode body, string path = "/v1/messages")
    {
        var answer = await CallAsync(body, path);
        return ((int)answer["status"]!, (string?)answer["error"]?["message"] ?? "");
    }

    public async Task<List<JsonObject>> StreamAsync(JsonNode body)
    {
        using var response = await PostAsync(body);
        var text = await response.Content.ReadAsStringAsync(Token);
        return Events(text);
    }

    public static List<JsonObject> Events(string text)
        => [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(static part => JsonNode.Parse(part[(part.IndexOf("data: ", StringComparison.Ordinal) + 6)..])!.AsObject())];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Upstream.DisposeAsync();
    }
}
