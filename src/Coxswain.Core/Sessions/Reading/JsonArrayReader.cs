using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>Walks the elements of one array that has been read as part of a well-formed line.</summary>
internal ref struct JsonArrayReader
{
    private Utf8JsonReader _reader;

    public JsonArrayReader(ReadOnlySpan<byte> json)
    {
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256 });
        _reader.Read();
    }

    public bool TryNext(out JsonSlice element)
    {
        if (!_reader.Read() || _reader.TokenType == JsonTokenType.EndArray)
        {
            element = default;
            return false;
        }

        element = JsonSlice.Take(ref _reader);
        return true;
    }
}
