using System.Text;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>One well-formed JSON text and where its values lie. Members may come in any order, with any white space, under escaped names; the last of equal names wins.</summary>
internal readonly ref struct ParsedJson(ReadOnlySpan<byte> bytes, ReadOnlySpan<JsonSlice> values)
{
    private readonly ReadOnlySpan<JsonSlice> _values = values;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public JsonSlice Root => _values[0];

    /// <summary>A value and all within it, in the order of the text, names before their values.</summary>
    public ReadOnlySpan<JsonSlice> All(JsonSlice value) => _values[value.Index..value.Next];

    /// <summary>Fills <paramref name="members"/> by <paramref name="keys"/>' indexes; those that are absent stay default, as all do when it is no object.</summary>
    public void Read(JsonSlice container, JsonKeys keys, Span<JsonSlice> members)
    {
        members.Clear();
        if (!container.IsObject)
        {
            return;
        }

        for (var at = container.Index + 1; at < container.Next; at = _values[at + 1].Next)
        {
            var index = IndexOf(_values[at], keys);
            if (index >= 0)
            {
                members[index] = _values[at + 1];
            }
        }
    }

    /// <summary>Moves to a container's next member or element.</summary>
    /// <param name="element">The one before; default to begin with.</param>
    public bool TryNext(JsonSlice container, ref JsonSlice element)
    {
        var at = (element.Next == 0 ? container.Index + 1 : element.Next) + (container.IsObject ? 1 : 0);
        if (at >= container.Next)
        {
            return false;
        }

        element = _values[at];
        return true;
    }

    /// <summary>The name of a member found by <see cref="TryNext"/>.</summary>
    public string NameOf(JsonSlice member)
    {
        var name = _values[member.Index - 1];
        return JsonText.Decode(name.Of(Bytes), name.IsEscaped);
    }

    private int IndexOf(in JsonSlice name, JsonKeys keys) =>
        keys.IndexOf(name.IsEscaped ? Encoding.UTF8.GetBytes(JsonText.Decode(name.Of(Bytes), true)) : name.Of(Bytes));
}
