using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coxswain.Cli.Output;
using Coxswain.Gateway.Journal;
using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Commands.Recovery;

/// <summary>Sends a kept request through the gateway, and writes the answer's text as it comes.</summary>
internal sealed class Replay(string gateway, CommandOutput output)
{
    private readonly StringBuilder _text = new();
    private readonly List<string> _tools = [];
    private string _problem = "";
    private bool _isWhole;

    public async Task<ReplayAnswer> SendAsync(JournalEntry entry, string file, bool optimizes, CancellationToken cancellationToken)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
        using var request = await RequestAsync(entry, file, optimizes, cancellationToken);
        using var response = await SendAsync(http, request, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            await ReadEventsAsync(response, cancellationToken);
        }
        else
        {
            await ReadMessageAsync(response, cancellationToken);
        }

        var callId = response.Headers.TryGetValues("x-coxswain-call", out var ids) ? ids.First() : "";
        return new ReplayAnswer(callId, (int)response.StatusCode, response.IsSuccessStatusCode && _isWhole, _problem, _text.ToString(), _tools);
    }

    private async Task<HttpRequestMessage> RequestAsync(JournalEntry entry, string file, bool optimizes, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, gateway.TrimEnd('/') + entry.Target) { Content = new ByteArrayContent(await ReadBodyAsync(entry, file, cancellationToken)) };
        foreach (var (name, value) in entry.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        AddKey(request);
        request.Headers.TryAddWithoutValidation("x-coxswain-recovery", "full");
        request.Headers.TryAddWithoutValidation("x-coxswain-replay", "true");
        if (optimizes)
        {
            request.Headers.TryAddWithoutValidation("x-coxswain-optimize", "true");
        }

        return request;
    }

    private static async Task<byte[]> ReadBodyAsync(JournalEntry entry, string file, CancellationToken cancellationToken)
    {
        try
        {
            return await JournalFile.ReadBodyAsync(file, entry, cancellationToken);
        }
        catch (IOException problem)
        {
            throw new CommandException(ExitCode.NotFound, $"The request cannot be read: {problem.Message}", problem);
        }
    }

    // Keys are kept nowhere: the one of whoever asks is used.
    private static void AddKey(HttpRequestMessage request)
    {
        var environment = SettingsRequest.ProcessEnvironment();
        if (environment.GetValueOrDefault("ANTHROPIC_API_KEY") is { Length: > 0 } key)
        {
            request.Headers.TryAddWithoutValidation("x-api-key", key);
        }
        else if (environment.GetValueOrDefault("ANTHROPIC_AUTH_TOKEN") is { Length: > 0 } token)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }
        else
        {
            throw new CommandException(ExitCode.Usage, "The gateway keeps no keys, so this command needs one: set ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN. To go on with a claude.ai login: claude --resume");
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException problem)
        {
            throw new CommandException(ExitCode.Unreachable, $"The gateway does not answer ({problem.HttpRequestError}). See: cox status", problem);
        }
    }

    private async Task ReadEventsAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(cancellationToken)).EnumerateAsync(cancellationToken))
            {
                Take(item.EventType, JsonNode.Parse(item.Data));
            }
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or JsonException)
        {
            _problem = "the answer broke off";
        }
    }

    private void Take(string name, JsonNode? data)
    {
        switch (name)
        {
            case "content_block_delta":
                Add(Text(data, "delta", "text") ?? "");
                break;
            case "content_block_start" when Text(data, "content_block", "type") == "tool_use":
                _tools.Add(Text(data, "content_block", "name") ?? "");
                break;
            case "error":
                _problem = Text(data, "error", "message") ?? "an error without words";
                break;
            case "message_stop":
                _isWhole = true;
                break;
        }
    }

    // Only a text delta has a text.
    private static string? Text(JsonNode? data, string part, string member) => (string?)(data?[part]?[member]);

    private async Task ReadMessageAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        JsonNode? message = null;
        try
        {
            message = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (JsonException)
        {
            // Said below.
        }

        if (response.StatusCode != HttpStatusCode.OK || message is null)
        {
            _problem = (string?)message?["error"]?["message"] ?? $"status {(int)response.StatusCode} without words of the API";
            return;
        }

        foreach (var block in message["content"] as JsonArray ?? [])
        {
            if ((string?)block?["type"] == "text")
            {
                Add((string?)block["text"] ?? "");
            }
            else if ((string?)block?["type"] == "tool_use")
            {
                _tools.Add((string?)block["name"] ?? "");
            }
        }

        _isWhole = true;
    }

    private void Add(string text)
    {
        _text.Append(text);
        if (!output.Json)
        {
            output.WritePart(text);
        }
    }
}
