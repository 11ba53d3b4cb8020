using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>Turns one file's lines, in order, into facts. A line's facts depend on its JSON values alone, never on their spelling.</summary>
internal sealed class TranscriptLineReader
{
    private static readonly HashSet<string> TypesWithoutFacts = new(StringComparer.Ordinal)
    {
        "attachment", "queue-operation", "last-prompt", "tools-used", "atis-latch", "mode", "permission-mode", "api-request-blob", "file-history-snapshot",
        "agent-name", "agent-color", "agent-setting", "tag", "relocated", "worktree-state", "pr-link", "progress", "bridge-session", "content-replacement",
        "frame-link", "session-owner",
    };

    private readonly TranscriptState _state;
    private readonly StringPool _pool = new();
    private readonly JsonParser _json = new();
    private readonly LineContexts _contexts;
    private readonly AssistantLines _assistant;
    private readonly UserLines _user;
    private readonly SystemLines _system;
    private readonly RequestLines _requests;
    private readonly SessionLines _session;

    public TranscriptLineReader(TranscriptFile file, TranscriptState state, bool keepPromptText)
    {
        _state = state;
        _contexts = new LineContexts(file, state, _pool);
        _assistant = new AssistantLines(state, _pool);
        _user = new UserLines(state, _pool, keepPromptText);
        _system = new SystemLines(state, _pool);
        _requests = new RequestLines(state, _pool);
        _session = new SessionLines(state);
    }

    /// <summary>Reads one line without its line feed; blank lines tell nothing, damaged ones are counted.</summary>
    public void Read(ReadOnlySpan<byte> bytes, FactList facts)
    {
        bytes = Trim(bytes);
        if (bytes.IsEmpty)
        {
            return;
        }

        if (!LooksWhole(bytes))
        {
            facts.DamagedLines++;
            return;
        }

        try
        {
            var json = _json.ParseObject(bytes);
            Read(new Line(json, json.Root, stackalloc JsonSlice[Line.FieldCount]), facts);
        }
        catch (InvalidCountException)
        {
            facts.DamagedLines++;
            facts.InvalidCountLines++;
        }
        catch (JsonException)
        {
            facts.DamagedLines++;
        }
    }

    /// <summary>True for the bytes of exactly one JSON object: no longer line can begin with it.</summary>
    public static bool IsWholeObject(ReadOnlySpan<byte> bytes)
    {
        bytes = Trim(bytes);
        if (!LooksWhole(bytes))
        {
            return false;
        }

        try
        {
            new JsonParser().ParseObject(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Read(in Line line, FactList facts)
    {
        var session = _contexts.Of(line, out var owner);
        var time = JsonValue.Time(line.Bytes, line.Timestamp);
        ReadFacts(line, session, owner, time, facts);
        if (time is { } seen)
        {
            _state.LastTime = _state.LastTime is { } last && last > seen ? last : seen;
            if (owner.IsCopy)
            {
                facts.Copied(session, owner.SessionId, seen);
            }
            else
            {
                facts.Touch(session, seen);
            }
        }
    }

    private void ReadFacts(in Line line, LineContext session, LineContext owner, DateTimeOffset? time, FactList facts)
    {
        var type = _pool.Text(line.Bytes, line.Type);
        switch (type)
        {
            case "user":
                _state.GoOn(_pool.Text(line.Bytes, line.AgentId));
                _user.Read(line, owner, time, facts);
                break;
            case "assistant":
                _assistant.Read(line, owner, time, facts);
                break;
            case "system":
                _system.Read(line, owner, time, facts);
                break;
            case "api-request":
                _requests.ReadRequest(line, time);
                break;
            case "api-request-shape":
                _requests.ReadShape(line, owner, time, facts);
                break;
            case "progress":
                _assistant.ReadProgress(line, owner, facts);
                break;
            default:
                if (!_session.TryRead(type, line, session, facts) && !TypesWithoutFacts.Contains(type))
                {
                    facts.CountUnknown(type.Length == 0 ? "(none)" : type);
                }

                break;
        }

        if (type != "assistant" && !(type == "progress" && line.Data.IsObject))
        {
            _assistant.ReadUsage(line, owner, time, facts);
        }
    }

    /// <summary>Cheap refusal of garbage, before the JSON reader would throw for each line of it.</summary>
    private static bool LooksWhole(ReadOnlySpan<byte> bytes) => bytes.Length >= 2 && bytes[0] == (byte)'{' && bytes[^1] == (byte)'}';

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        return bytes.Trim(" \t\r\n"u8);
    }
}
