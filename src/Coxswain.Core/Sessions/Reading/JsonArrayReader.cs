namespace Coxswain.Core.Sessions.Reading;

/// <summary>Walks the elements of one array that has been read as part of a well-formed line.</summary>
internal ref struct JsonArrayReader
{
    private JsonScanner _scanner;
    private bool _isStarted;

    public JsonArrayReader(ReadOnlySpan<byte> json)
    {
        _scanner = new JsonScanner(json);
        _scanner.Take((byte)'[');
    }

    public bool TryNext(out JsonSlice element)
    {
        if (_isStarted ? !_scanner.TryTake((byte)',') : _scanner.TryTake((byte)']'))
        {
            element = default;
            return false;
        }

        _isStarted = true;
        element = _scanner.TakeValue(depth: 1);
        return true;
    }
}
