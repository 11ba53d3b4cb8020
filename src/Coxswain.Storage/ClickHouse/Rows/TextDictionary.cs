namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>The distinct texts of a low-cardinality column in the order they came, and each row's place among them.</summary>
internal sealed class TextDictionary
{
    private const int Slots = 256;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly (string? Text, int Place)[] _recent = new (string?, int)[Slots];
    private int[] _rows = new int[1024];

    public IReadOnlyList<string> Texts => _texts;

    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    public int Count { get; private set; }

    public void Clear()
    {
        _places.Clear();
        _texts.Clear();
        Array.Clear(_recent);
        Count = 0;
    }

    public void Add(string text)
    {
        if (Count == _rows.Length)
        {
            Array.Resize(ref _rows, Count * 2);
        }

        _rows[Count++] = PlaceOf(text);
    }

    // The decoder gives the same object for the same key again, so most look-ups compare a reference.
    private int PlaceOf(string text)
    {
        var hash = text.Length == 0 ? 0 : (text.Length * 7) + (text[0] * 31) + (text[^1] * 3) + text[text.Length / 2];
        ref var recent = ref _recent[hash % Slots];
        if (!ReferenceEquals(recent.Text, text))
        {
            if (!_places.TryGetValue(text, out var place))
            {
                _places[text] = place = _texts.Count;
                _texts.Add(text);
            }

            recent = (text, place);
        }

        return recent.Place;
    }
}
