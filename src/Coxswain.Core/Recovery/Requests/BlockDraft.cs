using System.Text.Json;

namespace Coxswain.Core.Recovery.Requests;

/// <summary>Collects a block's members in whatever order they come.</summary>
internal sealed class BlockDraft(int start)
{
    private static readonly string[] Known = ["type", "id", "tool_use_id", "name", "text", "input", "content", "source", "is_error"];

    private readonly Dictionary<string, RequestMember> _members = [];
    private string _type = "";
    private string _id = "";
    private string _name = "";
    private bool _isError;
    private (string Type, ByteRange? Value) _source = ("", null);

    public bool IsAmbiguous { get; private set; }

    public List<ContentBlock> Parts { get; set; } = [];

    /// <returns>Whether the member is one of those looked at.</returns>
    public bool Take(RequestMember member, ref Utf8JsonReader value)
    {
        if (!Known.Contains(member.Name))
        {
            return false;
        }

        if (!_members.TryAdd(member.Name, member))
        {
            IsAmbiguous = true;
            return false;
        }

        var text = member.Kind == JsonTokenType.String && member.Name is "type" or "id" or "tool_use_id" or "name" ? JsonMembers.Text(ref value) : "";
        (_type, _id, _name) = member.Name switch
        {
            "type" => (text, _id, _name),
            "id" or "tool_use_id" => (_type, text, _name),
            "name" => (_type, _id, text),
            _ => (_type, _id, _name),
        };
        _isError |= member.Name == "is_error" && member.Kind == JsonTokenType.True;
        if (member.Name == "source" && member.Kind == JsonTokenType.StartObject)
        {
            ReadSource(ref value);
        }

        return true;
    }

    public ContentBlock Finish(int end)
    {
        var isPlainText = _source.Type == "text";
        var encoded = isPlainText ? null : _source.Value;
        return new ContentBlock
        {
            Type = _type,
            Whole = new ByteRange(start, end),
            Id = _id,
            Name = _name,
            Text = _members.GetValueOrDefault("text") is { Kind: JsonTokenType.String } text && _type == "text" ? text.Value : isPlainText ? _source.Value : null,
            Input = _members.GetValueOrDefault("input")?.Value,
            Content = _members.GetValueOrDefault("content")?.Value,
            Parts = Parts,
            IsError = _isError,
            EncodedBytes = (encoded?.Length ?? 0) + Parts.Sum(part => part.EncodedBytes),
            EncodedParts = (_source.Type.Length > 0 && !isPlainText ? 1 : 0) + Parts.Sum(part => part.EncodedParts),
        };
    }

    private void ReadSource(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = JsonMembers.Next(ref json, 0, out var value);
            if (member.Kind == JsonTokenType.String && member.Name is "type" or "data")
            {
                _source = member.Name == "type" ? (JsonMembers.Text(ref value), _source.Value) : (_source.Type, member.Value);
            }
        }
    }
}
