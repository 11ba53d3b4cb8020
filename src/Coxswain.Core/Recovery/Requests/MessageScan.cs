using System.Text.Json;

namespace Coxswain.Core.Recovery.Requests;

/// <summary>Walks the list of messages once and notes where messages and blocks are.</summary>
internal sealed class MessageScan
{
    /// <summary>Tool results hold blocks, documents in them may hold some again; deeper ones are not looked at.</summary>
    private const int DeepestBlocks = 3;

    private int _blocks;

    public List<RequestMessage> Messages { get; } = [];

    /// <summary>The first thing that cannot be read with certainty; empty when there is none.</summary>
    public string Problem { get; private set; } = "";

    /// <param name="json">At the list's start.</param>
    public void ReadMessages(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray && Problem.Length == 0)
        {
            ReadMessage(ref json);
        }
    }

    private void ReadMessage(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject || Messages.Count >= MessagesRequestReader.MostParts)
        {
            Problem = "a message is not an object, or there are too many";
            return;
        }

        var start = (int)json.TokenStartIndex;
        string? role = null;
        (ByteRange Range, List<ContentBlock> Blocks)? content = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = JsonMembers.Next(ref json, 0, out var value);
            switch (member.Name)
            {
                case "role" when role is null && member.Kind == JsonTokenType.String:
                    role = JsonMembers.Text(ref value);
                    break;
                case "content" when content is null && member.Kind is JsonTokenType.String or JsonTokenType.StartArray:
                    content = (member.Value, ReadBlocks(ref value, member, 0));
                    break;
                case "role" or "content":
                    Problem = "a message's role or content is not one";
                    break;
                default:
                    break;
            }
        }

        if (role is null || content is not { } found)
        {
            Problem = "a message lacks its role or content";
            return;
        }

        Messages.Add(new RequestMessage(role, new ByteRange(start, (int)json.BytesConsumed), found.Range, found.Blocks));
    }

    private List<ContentBlock> ReadBlocks(ref Utf8JsonReader json, RequestMember content, int depth)
    {
        var blocks = new List<ContentBlock>();
        if (content.Kind == JsonTokenType.String)
        {
            blocks.Add(new ContentBlock { Type = "text", Whole = content.Value, Text = content.Value });
            return blocks;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray && Problem.Length == 0)
        {
            if (json.TokenType != JsonTokenType.StartObject || ++_blocks > MessagesRequestReader.MostParts)
            {
                Problem = "a block is not an object, or there are too many";
                break;
            }

            blocks.Add(ReadBlock(ref json, depth));
        }

        return blocks;
    }

    private ContentBlock ReadBlock(ref Utf8JsonReader json, int depth)
    {
        var draft = new BlockDraft((int)json.TokenStartIndex);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = JsonMembers.Next(ref json, 0, out var value);
            var isKnown = draft.Take(member, ref value);
            if (isKnown && member.Name == "content" && member.Kind is JsonTokenType.String or JsonTokenType.StartArray && depth < DeepestBlocks)
            {
                draft.Parts = ReadBlocks(ref value, member, depth + 1);
            }
        }

        if (draft.IsAmbiguous)
        {
            Problem = "a name stands twice in a block";
        }

        return draft.Finish((int)json.BytesConsumed);
    }
}
