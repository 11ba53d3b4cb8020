namespace Coxswain.Core.Sessions.Reading;

/// <summary>An <c>api-request</c> line, until the assistant lines that refer to it have been read.</summary>
/// <param name="Tries">With this one, those of its request that an answer may have begun for.</param>
/// <param name="IsOver">It was answered or given up, or the conversation went on: the next line is another request's.</param>
/// <param name="IsRefused">It ended before an answer began, with an error or a lost connection: nothing was paid for it.</param>
internal sealed record RequestReference(
    string Id, string AgentId, string QuerySource, string ShapeHash, string Model, string Effort, byte Tries = 1, bool IsOver = false, bool IsRefused = false)
{
    /// <summary>UTC; <see langword="null"/> when the line has no time.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Digest of the parameters a prompt cache depends on beside model and effort.</summary>
    public string ParametersHash { get; init; } = "";

    /// <summary>How many messages the prompt has; 0 when the line does not say.</summary>
    public int Messages { get; init; }

    /// <summary>How many of the messages of the request before it begins with, unchanged; <see langword="null"/> when the line names none before it.</summary>
    public int? KeptMessages { get; init; }
}
