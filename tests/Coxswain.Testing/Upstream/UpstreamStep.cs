using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coxswain.Testing.Upstream;

/// <summary>What the scripted upstream does with one Messages call. A script's last step repeats.</summary>
public sealed record UpstreamStep
{
    public string? Text { get; init; }

    public string? Tool { get; init; }

    public JsonNode? Input { get; init; }

    /// <summary>An error response with this status.</summary>
    public int? Status { get; init; }

    public string ErrorType { get; init; } = "api_error";

    public string ErrorMessage { get; init; } = "failed";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>No answer for this long, then a closed connection.</summary>
    public TimeSpan? Hang { get; init; }

    /// <summary>A closed connection at once.</summary>
    public bool Reset { get; init; }

    /// <summary>The connection closes after the first text of the stream.</summary>
    public bool Cut { get; init; }

    /// <summary>The connection closes after the first whole block of the stream, which the client keeps.</summary>
    public bool CutAfterBlock { get; init; }

    /// <summary>An SSE error event after the first text of the stream.</summary>
    public bool ErrorMidway { get; init; }

    /// <summary>An SSE error event before any content.</summary>
    public bool ErrorEarly { get; init; }

    /// <summary>Usage of <c>message_start</c>; its output count is replaced at the end.</summary>
    public UpstreamUsage Usage { get; init; } = new();

    public int? OutputTokens { get; init; }

    /// <summary>The answer names this model instead of the asked one.</summary>
    public string? Model { get; init; }

    public static UpstreamStep Say(string text) => new() { Text = text };

    public static UpstreamStep Call(string tool, object input) => new() { Tool = tool, Input = JsonSerializer.SerializeToNode(input) };

    public static UpstreamStep Fail(int status, string type, string message) => new() { Status = status, ErrorType = type, ErrorMessage = message };
}
