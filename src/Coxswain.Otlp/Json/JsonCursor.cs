using System.Text;
using System.Text.Json;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Json;

/// <summary>
/// Walks one JSON body. OTLP/JSON is protobuf's JSON mapping with changes of its own (hex ids, enumerations as numbers), which no general
/// protobuf or object mapper reads, and which need not become objects on the way to records.
/// </summary>
internal ref struct JsonCursor
{
    private readonly ReadOnlySpan<byte> _body;
    private Utf8JsonReader _reader;
    private ReadOnlySpan<byte> _name;

    public JsonCursor(ReadOnlySpan<byte> body, int maxDepth)
    {
        _body = body;
        _reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = maxDepth });
        _reader.Read();
    }

    public readonly JsonTokenType Token => _reader.TokenType;

    public readonly long Position => _reader.TokenStartIndex;

    /// <summary>A string's or number's bytes as written, escapes included.</summary>
    public readonly ReadOnlySpan<byte> Raw => _reader.ValueSpan;

    public readonly bool IsEscaped => _reader.ValueIsEscaped;

    /// <summary>False for null, which stands for an absent field.</summary>
    public readonly bool BeginObject() => Begin(JsonTokenType.StartObject, "an object");

    public readonly bool BeginArray() => Begin(JsonTokenType.StartArray, "an array");

    /// <summary>Moves to the next field's value; false at the object's end.</summary>
    public bool NextField()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }

        _name = _reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(JsonEscapes.Resolve(_reader.ValueSpan)) : _reader.ValueSpan;
        _reader.Read();
        return true;
    }

    /// <summary>Moves to the next element; false at the array's end.</summary>
    public bool NextItem()
    {
        _reader.Read();
        return _reader.TokenType != JsonTokenType.EndArray;
    }

    public readonly bool Is(ReadOnlySpan<byte> name) => _name.SequenceEqual(name);

    public void Skip() => _reader.Skip();

    /// <summary>Fails when anything follows the one value a body is.</summary>
    public void ExpectEnd()
    {
        if (_reader.Read())
        {
            throw OtlpDecodeException.Malformed("something follows the JSON value", Position);
        }
    }

    public readonly string Text(Utf8StringCache cache, DecodeContext context)
    {
        if (Token == JsonTokenType.Null)
        {
            return "";
        }

        if (Token != JsonTokenType.String)
        {
            throw Expected("a string");
        }

        if (context.IsTooLong(Raw.Length))
        {
            return "";
        }

        if (!IsEscaped)
        {
            return cache.Get(_body, (int)_reader.TokenStartIndex + 1, Raw.Length);
        }

        context.Budget.SpendString(Raw.Length);
        return JsonEscapes.Resolve(Raw);
    }

    public readonly OtlpDecodeException Expected(string what) => OtlpDecodeException.Malformed($"{what} was expected", Position);

    public readonly bool TryGet(out long value) => _reader.TryGetInt64(out value);

    public readonly bool TryGet(out ulong value) => _reader.TryGetUInt64(out value);

    public readonly bool TryGet(out double value) => _reader.TryGetDouble(out value);

    private readonly bool Begin(JsonTokenType start, string what)
    {
        if (Token == JsonTokenType.Null)
        {
            return false;
        }

        return Token == start ? true : throw Expected(what);
    }
}
