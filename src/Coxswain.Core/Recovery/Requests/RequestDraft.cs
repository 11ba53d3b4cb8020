using System.Text.Json;

namespace Coxswain.Core.Recovery.Requests;

/// <summary>Changes of a request's members, collected and then written at once.</summary>
internal sealed class RequestDraft(MessagesRequest request)
{
    private readonly ByteEdits _edits = new();
    private readonly HashSet<string> _removed = [];
    private readonly List<string> _changes = [];

    public MessagesRequest Request => request;

    /// <summary>Names of the members that change or go.</summary>
    public IReadOnlyList<string> Changes => _changes;

    public IReadOnlyList<RequestMember> Inside(string name) => request.Member(name) is { } member ? JsonMembers.Of(request.Body, member.Value) : [];

    /// <summary>Empty when it is not a plain text.</summary>
    public string Text(RequestMember? member)
    {
        if (member is not { Kind: JsonTokenType.String })
        {
            return "";
        }

        var json = new Utf8JsonReader(request.Bytes(member.Value));
        json.Read();
        return JsonMembers.Text(ref json);
    }

    public void Replace(string name, ByteRange range, string json)
    {
        _edits.Replace(range, json);
        Note(name);
    }

    /// <summary>The value of a member of the request that is there.</summary>
    public void Replace(string name, ReadOnlyMemory<byte> json)
    {
        if (request.Member(name) is { } member)
        {
            _edits.Replace(member.Value, json);
            Note(name);
        }
    }

    /// <summary>The whole member of the request.</summary>
    public void Remove(string name)
    {
        if (request.Member(name) is not null && _removed.Add(name))
        {
            Note(name);
        }
    }

    /// <summary>Members of an object of the request; the object itself when nothing would be left in it.</summary>
    public void RemoveInside(string name, IReadOnlyList<RequestMember> members, Func<RequestMember, bool> isRemoved)
    {
        if (members.Count > 0 && members.All(isRemoved))
        {
            Remove(name);
            return;
        }

        if (members.Any(isRemoved))
        {
            RemoveItems(name, [.. members.Select(member => member.Whole)], i => isRemoved(members[i]));
        }
    }

    public void RemoveItems(string name, IReadOnlyList<ByteRange> items, Func<int, bool> isRemoved)
    {
        _edits.RemoveItems(items, isRemoved);
        Note(name);
    }

    public ReadOnlyMemory<byte> Apply()
    {
        _edits.RemoveItems([.. request.Members.Select(member => member.Whole)], i => _removed.Contains(request.Members[i].Name));
        return _edits.Apply(request.Body);
    }

    private void Note(string name)
    {
        if (!_changes.Contains(name))
        {
            _changes.Add(name);
        }
    }
}
