using Coxswain.Core.Telemetry;

namespace Coxswain.Otlp.Values;

/// <summary>
/// Collects one attribute list and hands it out sorted by key. Of equal keys the last one wins. Records of one kind have the same keys in
/// the same order, so the order found once is remembered and later lists are only moved into place.
/// </summary>
internal sealed class AttributeList(OtlpOptions limits, DecodeBudget budget)
{
    private const int Shapes = 64;
    private readonly Shape?[] _shapes = new Shape?[Shapes];
    private KeyValue[] _pending = new KeyValue[32];
    private int _count;
    private uint _shapeHash;

    public void Start()
    {
        _count = 0;
        _shapeHash = 17;
    }

    public void Add(string key, string value)
    {
        if (_count == limits.MaxAttributes)
        {
            throw new OtlpDecodeException(OtlpDecodeFailure.Malformed, $"more than {limits.MaxAttributes} attributes in one list");
        }

        if (_count == _pending.Length)
        {
            Array.Resize(ref _pending, _count * 2);
        }

        budget.Spend(16);
        _pending[_count++] = new KeyValue(key, value);
        if (key.Length > 0)
        {
            _shapeHash = (_shapeHash * 31) + ((uint)key.Length << 16) + ((uint)key[^1] << 8) + key[0];
        }
    }

    public IReadOnlyList<KeyValue> Finish()
    {
        if (_count == 0)
        {
            return [];
        }

        var pending = _pending.AsSpan(0, _count);
        ref var remembered = ref _shapes[(int)((_shapeHash ^ (_shapeHash >> 13)) % Shapes)];
        if (remembered is not null && remembered.Fits(pending))
        {
            return remembered.Arrange(pending);
        }

        var order = SortedOrder(pending);
        if (HasEqualKeys(pending, order))
        {
            return LastOfEach(pending, order);
        }

        remembered = new Shape(pending, order);
        return remembered.Arrange(pending);
    }

    private static int[] SortedOrder(ReadOnlySpan<KeyValue> pending)
    {
        var keys = new (string Key, int Index)[pending.Length];
        var order = new int[pending.Length];
        for (var i = 0; i < pending.Length; i++)
        {
            keys[i] = (pending[i].Key, i);
            order[i] = i;
        }

        Array.Sort(keys, order, KeyThenPosition.Instance);
        return order;
    }

    private static bool HasEqualKeys(ReadOnlySpan<KeyValue> pending, int[] order)
    {
        for (var i = 1; i < order.Length; i++)
        {
            if (pending[order[i]].Key == pending[order[i - 1]].Key)
            {
                return true;
            }
        }

        return false;
    }

    private static List<KeyValue> LastOfEach(ReadOnlySpan<KeyValue> pending, int[] order)
    {
        var kept = new List<KeyValue>(order.Length);
        for (var i = 0; i < order.Length; i++)
        {
            if (i + 1 == order.Length || pending[order[i + 1]].Key != pending[order[i]].Key)
            {
                kept.Add(pending[order[i]]);
            }
        }

        return kept;
    }

    private sealed class KeyThenPosition : IComparer<(string Key, int Index)>
    {
        public static readonly KeyThenPosition Instance = new();

        public int Compare((string Key, int Index) x, (string Key, int Index) y)
        {
            var byKey = string.CompareOrdinal(x.Key, y.Key);
            return byKey != 0 ? byKey : x.Index.CompareTo(y.Index);
        }
    }

    private sealed class Shape
    {
        private readonly string[] _keys;
        private readonly int[] _order;

        public Shape(ReadOnlySpan<KeyValue> pending, int[] order)
        {
            _order = order;
            _keys = new string[pending.Length];
            for (var i = 0; i < _keys.Length; i++)
            {
                _keys[i] = pending[i].Key;
            }
        }

        // Keys come from the string cache, so equal ones are nearly always the same object; a miss only costs a sort.
        public bool Fits(ReadOnlySpan<KeyValue> pending)
        {
            if (pending.Length != _keys.Length)
            {
                return false;
            }

            for (var i = 0; i < _keys.Length; i++)
            {
                if (!ReferenceEquals(_keys[i], pending[i].Key))
                {
                    return false;
                }
            }

            return true;
        }

        public KeyValue[] Arrange(ReadOnlySpan<KeyValue> pending)
        {
            var sorted = new KeyValue[_order.Length];
            for (var i = 0; i < sorted.Length; i++)
            {
                sorted[i] = pending[_order[i]];
            }

            return sorted;
        }
    }
}
