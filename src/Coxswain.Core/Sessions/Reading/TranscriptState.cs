using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>What the reader remembers of a file's earlier lines, across batches and restarts (<see cref="TranscriptCursor.State"/>).</summary>
internal sealed class TranscriptState
{
    /// <summary>More requests than this are never open at once in one file.</summary>
    private const int LargestRequestCount = 16;

    public string PromptId { get; set; } = "";

    public string Title { get; set; } = "";

    public int TitleRank { get; set; }

    public DateTimeOffset? LastTime { get; set; }

    /// <summary>The cursor stands inside a line that is too long: what follows up to the line feed belongs to it.</summary>
    public bool IsInLongLine { get; set; }

    /// <summary>The newest full context: lines such as <c>cost-state</c> carry only a session id.</summary>
    public LineContext? Context { get; set; }

    /// <summary>The newest <c>api-request</c> lines: assistant lines refer to them by id.</summary>
    public List<RequestReference> Requests { get; set; } = [];

    public static TranscriptState Parse(string json)
    {
        try
        {
            return json.Length == 0 ? new TranscriptState() : JsonSerializer.Deserialize(json, TranscriptStateJson.Default.TranscriptState) ?? new TranscriptState();
        }
        catch (JsonException)
        {
            // A state another version wrote: only what later lines refer back to is lost.
            return new TranscriptState();
        }
    }

    public string Format() => JsonSerializer.Serialize(this, TranscriptStateJson.Default.TranscriptState);

    public void Remember(RequestReference request)
    {
        var before = Requests.FindLast(other => other.QuerySource == request.QuerySource && other.AgentId == request.AgentId);
        if (Requests.Count == LargestRequestCount)
        {
            Requests.RemoveAt(0);
        }

        Requests.Add(before is { IsOver: false } ? request with { Tries = (byte)Math.Min(before.Tries + (before.IsRefused ? 0 : 1), byte.MaxValue) } : request);
    }

    /// <summary>The request an answer's line refers to; <see langword="null"/> when it refers to none of these.</summary>
    public RequestReference? Answer(string id)
    {
        var index = id.Length == 0 ? -1 : Requests.FindLastIndex(request => request.Id == id);
        return index < 0 ? null : Requests[index] = Requests[index] with { IsOver = true };
    }

    /// <summary>The agent's conversation went on, or a request of it was given up: no line to come is a try of those before.</summary>
    public void GoOn(string agentId)
    {
        for (var i = 0; i < Requests.Count; i++)
        {
            if (!Requests[i].IsOver && Requests[i].AgentId == agentId)
            {
                Requests[i] = Requests[i] with { IsOver = true };
            }
        }
    }

    /// <summary>The agent's newest try ended before an answer began.</summary>
    public void Refuse(string agentId)
    {
        var index = Requests.FindLastIndex(request => !request.IsOver && request.AgentId == agentId);
        if (index >= 0)
        {
            Requests[index] = Requests[index] with { IsRefused = true };
        }
    }
}
