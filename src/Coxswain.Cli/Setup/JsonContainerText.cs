using System.Text.Json;

namespace Coxswain.Cli.Setup;

/// <summary>
/// An object or a list inside a JSON text and where its members stand, so that a few characters can be changed and all others kept.
/// The text must be valid JSON already; comments and trailing commas are allowed. Members of a list have no name.
/// </summary>
internal sealed class JsonContainerText
{
    private readonly string _text;

    private JsonContainerText(string text, int open)
    {
        _text = text;
        Open = open;
        var members = new List<JsonMember>();
        Close = Scan(members);
        Members = members;
    }

    /// <summary>Position of the opening brace or bracket.</summary>
    public int Open { get; }

    /// <summary>Position of the closing brace or bracket.</summary>
    public int Close { get; }

    public IReadOnlyList<JsonMember> Members { get; }

    /// <param name="start">Where the value starts; white space and comments before it are skipped.</param>
    /// <returns><see langword="null"/> when the value there is not an object.</returns>
    public static JsonContainerText? ObjectAt(string text, int start) => At(text, start, '{');

    /// <param name="start">As for objects.</param>
    /// <returns><see langword="null"/> when the value there is not a list.</returns>
    public static JsonContainerText? ListAt(string text, int start) => At(text, start, '[');

    /// <summary>The member of that name which counts: of several, the last, as JavaScript reads them.</summary>
    public JsonMember? Find(string name)
    {
        for (var i = Members.Count - 1; i >= 0; i--)
        {
            if (Members[i].Name == name)
            {
                return Members[i];
            }
        }

        return null;
    }

    public string ValueOf(JsonMember member) => _text[member.ValueStart..member.ValueEnd];

    private static JsonContainerText? At(string text, int start, char opening)
    {
        var open = SkipSpace(text, start);
        return open < text.Length && text[open] == opening ? new JsonContainerText(text, open) : null;
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\t' or '\r' or '\n')
            {
                at++;
            }
            else if (text[at] == '/' && at + 1 < text.Length && text[at + 1] is '/' or '*')
            {
                at = SkipComment(text, at);
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static int SkipComment(string text, int at)
    {
        var end = text[at + 1] == '/' ? text.AsSpan(at).IndexOfAny('\n', '\r') : text.IndexOf("*/", at + 2, StringComparison.Ordinal) + 2 - at;
        return end < 0 ? text.Length : at + end;
    }

    private static int SkipString(string text, int at)
    {
        for (at++; text[at] != '"'; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
        }

        return at + 1;
    }

    private int Scan(List<JsonMember> members)
    {
        var isList = _text[Open] == '[';
        var at = SkipSpace(_text, Open + 1);
        while (_text[at] != (isList ? ']' : '}'))
        {
            var start = at;
            var (name, valueStart) = isList ? ("", at) : NameAt(at);
            var valueEnd = SkipValue(valueStart);
            at = SkipSpace(_text, valueEnd);
            var comma = _text[at] == ',' ? at : -1;
            members.Add(new JsonMember(name, start, valueStart, valueEnd, comma));
            at = comma < 0 ? at : SkipSpace(_text, at + 1);
        }

        return at;
    }

    private (string Name, int ValueStart) NameAt(int start)
    {
        var end = SkipString(_text, start);
        return (JsonSerializer.Deserialize<string>(_text[start..end]) ?? "", SkipSpace(_text, SkipSpace(_text, end) + 1));
    }

    private int SkipValue(int at)
    {
        var depth = 0;
        do
        {
            switch (_text[at])
            {
                case '"':
                    at = SkipString(_text, at);
                    break;
                case '{' or '[':
                    depth++;
                    at++;
                    break;
                case '}' or ']':
                    depth--;
                    at++;
                    break;
                case ' ' or '\t' or '\r' or '\n' or '/':
                    at = SkipSpace(_text, at);
                    break;
                default:
                    at = SkipPlain(at);
                    break;
            }
        }
        while (depth > 0);
        return at;
    }

    // A number, true, false, null, or inside a nested value also a comma or colon.
    private int SkipPlain(int at)
    {
        if (_text[at] is ',' or ':')
        {
            return at + 1;
        }

        while (at < _text.Length && !" \t\r\n,:/]}".Contains(_text[at], StringComparison.Ordinal))
        {
            at++;
        }

        return at;
    }
}
