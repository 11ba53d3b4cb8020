using Coxswain.Core.Telemetry;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>
/// Writes the columns of one block of ClickHouse's Native format, for the types the raw tables have. A column is its name, its type and its values;
/// low cardinality is a dictionary and places in it.
/// </summary>
internal sealed class NativeWriter(RowWriter writer)
{
    // SerializationLowCardinality: each block brings its own keys.
    private const ulong KeysVersion = 1;
    private const ulong HasAdditionalKeys = 1 << 9;
    private const ulong NeedsUpdate = 1 << 10;
    private readonly TextDictionary _dictionary = new();

    public void Start(int columns, int rows)
    {
        writer.Clear();
        writer.Count(columns);
        writer.Count(rows);
    }

    /// <summary>A column of plain values.</summary>
    public void Column<T>(string name, string type, IReadOnlyList<T> rows, Action<RowWriter, T> write)
    {
        Head(name, type);
        for (var i = 0; i < rows.Count; i++)
        {
            write(writer, rows[i]);
        }
    }

    /// <summary><c>LowCardinality(String)</c></summary>
    public void Texts<T>(string name, IReadOnlyList<T> rows, Func<T, string> text)
    {
        Head(name, "LowCardinality(String)");
        writer.UInt64(KeysVersion);
        _dictionary.Clear();
        for (var i = 0; i < rows.Count; i++)
        {
            _dictionary.Add(text(rows[i]));
        }

        Dictionary();
    }

    /// <summary><c>Map(LowCardinality(String), String)</c>: where each row's pairs end, all keys, all values.</summary>
    public void Maps<T>(string name, IReadOnlyList<T> rows, Func<T, IReadOnlyList<KeyValue>> map)
    {
        Head(name, "Map(LowCardinality(String), String)");
        writer.UInt64(KeysVersion);
        _dictionary.Clear();
        for (var i = 0; i < rows.Count; i++)
        {
            var pairs = map(rows[i]);
            for (var at = 0; at < pairs.Count; at++)
            {
                _dictionary.Add(pairs[at].Key);
            }

            writer.UInt64((ulong)_dictionary.Count);
        }

        Dictionary();
        Values(rows, map);
    }

    private void Head(string name, string type)
    {
        writer.Text(name);
        writer.Text(type);
    }

    // Neighbours often share one map, that of their resource.
    private void Values<T>(IReadOnlyList<T> rows, Func<T, IReadOnlyList<KeyValue>> map)
    {
        IReadOnlyList<KeyValue>? last = null;
        var (start, length) = (0, 0);
        for (var i = 0; i < rows.Count; i++)
        {
            var pairs = map(rows[i]);
            if (ReferenceEquals(pairs, last))
            {
                writer.Repeat(start, length);
                continue;
            }

            (last, start) = (pairs, writer.Length);
            for (var at = 0; at < pairs.Count; at++)
            {
                writer.Text(pairs[at].Value);
            }

            length = writer.Length - start;
        }
    }

    // Nothing at all for no values, as when every map is empty.
    private void Dictionary()
    {
        if (_dictionary.Count == 0)
        {
            return;
        }

        var size = _dictionary.Texts.Count switch { <= byte.MaxValue + 1 => 0, <= ushort.MaxValue + 1 => 1, _ => 2 };
        writer.UInt64(HasAdditionalKeys | NeedsUpdate | (ulong)size);
        writer.UInt64((ulong)_dictionary.Texts.Count);
        foreach (var text in _dictionary.Texts)
        {
            writer.Text(text);
        }

        writer.UInt64((ulong)_dictionary.Count);
        Places(size);
    }

    private void Places(int size)
    {
        foreach (var place in _dictionary.Rows)
        {
            switch (size)
            {
                case 0:
                    writer.Byte((byte)place);
                    break;
                case 1:
                    writer.Byte((byte)place);
                    writer.Byte((byte)(place >> 8));
                    break;
                default:
                    writer.UInt32((uint)place);
                    break;
            }
        }
    }
}
