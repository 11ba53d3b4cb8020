using System.Text;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>The names one kind of object is read for. A name's index is its place in the list.</summary>
internal sealed class JsonKeys
{
    private readonly (byte[] Name, int Index)[][] _byLength;

    public JsonKeys(params string[] names)
    {
        Count = names.Length;
        _byLength = new (byte[], int)[names.Max(static name => name.Length) + 1][];
        for (var length = 0; length < _byLength.Length; length++)
        {
            _byLength[length] = [.. names.Index().Where(name => name.Item.Length == length).Select(static name => (Encoding.UTF8.GetBytes(name.Item), name.Index))];
        }
    }

    public int Count { get; }

    /// <returns>-1 for a name that is not in the list.</returns>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        if ((uint)name.Length >= (uint)_byLength.Length)
        {
            return -1;
        }

        foreach (var candidate in _byLength[name.Length])
        {
            if (name.SequenceEqual(candidate.Name))
            {
                return candidate.Index;
            }
        }

        return -1;
    }
}
