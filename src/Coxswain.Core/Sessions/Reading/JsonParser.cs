using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>Finds every value of a text in one pass over it, so that values within values are not looked for again. One per thread.</summary>
internal sealed class JsonParser
{
    private const int LargestDepth = 256;
    private const int UsualValues = 512;

    /// <summary>More than this is not held on to for the next text.</summary>
    private const int KeptValues = 16 * 1024;

    /// <summary>A text with more is refused: what is remembered of it must not grow without bound.</summary>
    private const int LargestValues = 4 * 1024 * 1024;

    /// <summary>Where the containers are that are not closed yet.</summary>
    private readonly int[] _open = new int[LargestDepth];
    private JsonSlice[] _values = new JsonSlice[UsualValues];
    private int _count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ParsedJson Parse(ReadOnlySpan<byte> json)
    {
        Forget();
        var depth = 0;
        var at = JsonScanner.SkipSpace(json, 0);
        do
        {
            at = Value(json, at, ref depth);
            at = Close(json, JsonScanner.SkipSpace(json, at), ref depth);
        }
        while (depth > 0);
        if (at != json.Length)
        {
            JsonScanner.Throw();
        }

        return new ParsedJson(json, _values.AsSpan(0, _count));
    }

    /// <returns>Valid until the next call.</returns>
    /// <exception cref="JsonException">Not exactly one object.</exception>
    public ParsedJson ParseObject(ReadOnlySpan<byte> json)
    {
        var parsed = Parse(json);
        if (!parsed.Root.IsObject)
        {
            JsonScanner.Throw();
        }

        return parsed;
    }

    private void Forget()
    {
        _count = 0;
        if (_values.Length > KeptValues)
        {
            _values = new JsonSlice[UsualValues];
        }
    }

    /// <summary>Takes the next value that is no container, or an empty one's beginning; of containers around it their beginnings.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Value(ReadOnlySpan<byte> json, int at, ref int depth)
    {
        while (true)
        {
            var first = JsonScanner.Next(json, at);
            if (first == '"')
            {
                return Text(json, at, JsonTokenType.String);
            }

            if (first is not ((byte)'{' or (byte)'['))
            {
                var end = JsonScanner.EndOfScalar(json, at, out var kind);
                Add(at, end - at, kind, false);
                return end;
            }

            if (depth == LargestDepth)
            {
                JsonScanner.Throw();
            }

            _open[depth++] = _count;
            Add(at, 0, first == '{' ? JsonTokenType.StartObject : JsonTokenType.StartArray, false);
            at = JsonScanner.SkipSpace(json, at + 1);
            if (JsonScanner.Next(json, at) == first + 2)
            {
                return at;
            }

            at = first == '{' ? Name(json, at) : at;
        }
    }

    /// <summary>Closes the containers that end behind a value; moves to the next value's beginning, or to the text's end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Close(ReadOnlySpan<byte> json, int at, ref int depth)
    {
        while (depth > 0)
        {
            ref var container = ref _values[_open[depth - 1]];
            var next = JsonScanner.Next(json, at++);
            if (next == ',')
            {
                at = JsonScanner.SkipSpace(json, at);
                return container.IsObject ? Name(json, at) : at;
            }

            if (next != (container.IsObject ? '}' : ']'))
            {
                JsonScanner.Throw();
            }

            container = container with { Length = at - container.Start, Next = _count };
            depth--;
            at = JsonScanner.SkipSpace(json, at);
        }

        return at;
    }

    /// <summary>A member's name and the colon behind it.</summary>
    private int Name(ReadOnlySpan<byte> json, int at)
    {
        if (JsonScanner.Next(json, at) != '"')
        {
            JsonScanner.Throw();
        }

        at = JsonScanner.SkipSpace(json, Text(json, at, JsonTokenType.PropertyName));
        if (JsonScanner.Next(json, at) != ':')
        {
            JsonScanner.Throw();
        }

        return JsonScanner.SkipSpace(json, at + 1);
    }

    private int Text(ReadOnlySpan<byte> json, int at, JsonTokenType kind)
    {
        var end = JsonScanner.EndOfString(json, at + 1, out var isEscaped);
        Add(at + 1, end - at - 1, kind, isEscaped);
        return end + 1;
    }

    private void Add(int start, int length, JsonTokenType kind, bool isEscaped)
    {
        if (_count == _values.Length)
        {
            Grow();
        }

        _values[_count] = new JsonSlice(start, length, kind, isEscaped, _count, _count + 1);
        _count++;
    }

    private void Grow()
    {
        if (_count >= LargestValues)
        {
            JsonScanner.Throw();
        }

        Array.Resize(ref _values, _count * 2);
    }
}
