using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>
/// One pass over one JSON text. As strict as <see cref="Utf8JsonReader"/>, which transcripts made slow: it walks a string byte by byte from its first
/// escape on, and most of a transcript is long strings full of them. Throws <see cref="JsonException"/> wherever the text is not JSON.
/// </summary>
internal ref struct JsonScanner(ReadOnlySpan<byte> json)
{
    private const int LargestDepth = 256;
    private static readonly SearchValues<byte> EndsRun = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 32).Select(static code => (byte)code)]);
    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private readonly ReadOnlySpan<byte> _json = json;
    private int _at;

    public readonly bool IsAtEnd => _at == _json.Length;

    /// <summary>Moves over white space, then over this byte if it is next.</summary>
    public bool TryTake(byte expected)
    {
        SkipSpace();
        if (_at < _json.Length && _json[_at] == expected)
        {
            _at++;
            return true;
        }

        return false;
    }

    public void Take(byte expected)
    {
        if (!TryTake(expected))
        {
            Throw();
        }
    }

    /// <summary>Only white space may follow.</summary>
    public void End()
    {
        SkipSpace();
        if (!IsAtEnd)
        {
            Throw();
        }
    }

    /// <summary>A member's name and the colon behind it.</summary>
    public JsonSlice TakeName()
    {
        Take((byte)'"');
        var name = String();
        Take((byte)':');
        return name;
    }

    /// <summary>Any value, whole.</summary>
    /// <param name="depth">Containers it lies in.</param>
    public JsonSlice TakeValue(int depth)
    {
        SkipSpace();
        var start = _at;
        switch (Next())
        {
            case (byte)'"':
                _at++;
                return String();
            case (byte)'{':
                Container(depth);
                return new JsonSlice(start, _at - start, JsonTokenType.StartObject, false);
            case (byte)'[':
                Container(depth);
                return new JsonSlice(start, _at - start, JsonTokenType.StartArray, false);
            default:
                var kind = Scalar();
                return new JsonSlice(start, _at - start, kind, false);
        }
    }

    /// <summary>A container and all within, without recursion: a bit per level tells objects from arrays.</summary>
    private void Container(int outer)
    {
        Span<bool> isObject = stackalloc bool[LargestDepth];
        var depth = 0;
        do
        {
            depth = Open(isObject, depth, outer);
            while (depth > 0 && !TryTake((byte)','))
            {
                Take(isObject[--depth] ? (byte)'}' : (byte)']');
            }

            if (depth > 0 && isObject[depth - 1])
            {
                TakeName();
            }
        }
        while (depth > 0);
    }

    /// <summary>Goes down to the first value that is no filled container, and over it.</summary>
    private int Open(scoped Span<bool> isObject, int depth, int outer)
    {
        while (true)
        {
            SkipSpace();
            var next = Next();
            if (next is not ((byte)'{' or (byte)'['))
            {
                Value(next);
                return depth;
            }

            _at++;
            if (outer + depth >= LargestDepth)
            {
                Throw();
            }

            isObject[depth] = next == (byte)'{';
            if (TryTake(isObject[depth] ? (byte)'}' : (byte)']'))
            {
                return depth;
            }

            if (isObject[depth++])
            {
                TakeName();
            }
        }
    }

    private void Value(byte next)
    {
        if (next == (byte)'"')
        {
            _at++;
            String();
        }
        else
        {
            Scalar();
        }
    }

    /// <summary>The rest of a string whose opening quote was taken.</summary>
    private JsonSlice String()
    {
        var start = _at;
        var isEscaped = false;
        while (true)
        {
            SkipRun();
            if (_json[_at] < ' ')
            {
                Throw();
            }

            if (_json[_at] == '"')
            {
                return new JsonSlice(start, _at++ - start, JsonTokenType.String, isEscaped);
            }

            isEscaped = true;
            Escape();
        }
    }

    /// <summary>To the next quote, backslash or control character. Runs between escapes are short: a call for each would cost more than the search.</summary>
    private void SkipRun()
    {
        while (_json.Length - _at >= Vector256<byte>.Count)
        {
            var block = Vector256.Create(_json.Slice(_at, Vector256<byte>.Count));
            var ends = Vector256.Equals(block, Vector256.Create((byte)'"')) | Vector256.Equals(block, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(block, Vector256.Create((byte)' '));
            var mask = ends.ExtractMostSignificantBits();
            if (mask != 0)
            {
                _at += BitOperations.TrailingZeroCount(mask);
                return;
            }

            _at += Vector256<byte>.Count;
        }

        var run = _json[_at..].IndexOfAny(EndsRun);
        if (run < 0)
        {
            Throw();
        }

        _at += run;
    }

    private void Escape()
    {
        var next = _at + 1 < _json.Length ? _json[_at + 1] : (byte)0;
        if (next == 'u')
        {
            if (_json.Length - _at < 6 || _json.Slice(_at + 2, 4).ContainsAnyExcept(Hex))
            {
                Throw();
            }

            _at += 6;
            return;
        }

        if (next is not ((byte)'n' or (byte)'"' or (byte)'\\' or (byte)'t' or (byte)'r' or (byte)'/' or (byte)'b' or (byte)'f'))
        {
            Throw();
        }

        _at += 2;
    }

    private JsonTokenType Scalar()
    {
        switch (Next())
        {
            case (byte)'t':
                Word("true"u8);
                return JsonTokenType.True;
            case (byte)'f':
                Word("false"u8);
                return JsonTokenType.False;
            case (byte)'n':
                Word("null"u8);
                return JsonTokenType.Null;
            default:
                Number();
                return JsonTokenType.Number;
        }
    }

    private void Word(ReadOnlySpan<byte> word)
    {
        if (!_json[_at..].StartsWith(word))
        {
            Throw();
        }

        _at += word.Length;
    }

    private void Number()
    {
        _at += _json[_at] == '-' ? 1 : 0;
        var first = IsAtEnd ? (byte)0 : _json[_at];
        var digits = Digits();
        if (digits == 0 || (first == '0' && digits > 1))
        {
            Throw();
        }

        if (!IsAtEnd && _json[_at] == '.')
        {
            _at++;
            RequireDigits();
        }

        if (!IsAtEnd && _json[_at] is (byte)'e' or (byte)'E')
        {
            _at++;
            _at += !IsAtEnd && _json[_at] is (byte)'+' or (byte)'-' ? 1 : 0;
            RequireDigits();
        }
    }

    private void RequireDigits()
    {
        if (Digits() == 0)
        {
            Throw();
        }
    }

    private int Digits()
    {
        var start = _at;
        while (_at < _json.Length && _json[_at] is >= (byte)'0' and <= (byte)'9')
        {
            _at++;
        }

        return _at - start;
    }

    private void SkipSpace()
    {
        while (_at < _json.Length && _json[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _at++;
        }
    }

    private readonly byte Next()
    {
        if (IsAtEnd)
        {
            Throw();
        }

        return _json[_at];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Throw() => throw new JsonException("Not JSON.");
}
