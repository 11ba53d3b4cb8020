namespace Coxswain.Core.Tools;

/// <summary>Counts sequences of three to six steps, and ways, over all turns.</summary>
internal sealed class SequenceCount
{
    public const int Shortest = 3;
    public const int Longest = 6;

    /// <summary>Below so many runs a sequence is none worth telling.</summary>
    public const int LeastRuns = 3;

    private const int BitsOfName = 128 / Longest;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [""];
    private readonly Dictionary<UInt128, List<ToolRun>> _sequences = [];
    private readonly Dictionary<(string Steps, bool IsToEdit), (string[] Names, List<ToolRun> Runs)> _ways = [];

    public void Add(ToolTurn turn)
    {
        var numbers = turn.Steps.Select(step => Number(step.Tool)).ToArray();
        for (var first = 0; first < numbers.Length; first++)
        {
            for (var length = Shortest; length <= Longest && first + length <= numbers.Length; length++)
            {
                var key = Key(numbers.AsSpan(first, length));
                (_sequences.TryGetValue(key, out var runs) ? runs : _sequences[key] = []).Add(turn.Run(first, first + length - 1));
            }
        }

        foreach (var (first, last, isToEdit) in turn.Ways())
        {
            var names = turn.Steps.Skip(first).Take(last - first + 1).Select(static step => step.Tool).ToArray();
            var key = (string.Join('\n', names), isToEdit);
            (_ways.TryGetValue(key, out var way) ? way : _ways[key] = (names, [])).Runs.Add(turn.Run(first, last));
        }
    }

    /// <summary>Those seen often enough, without those that never occur but as a part of a longer one told here; those of most sessions first.</summary>
    public IReadOnlyList<ToolSequence> Sequences(int most)
    {
        var often = _sequences.Where(static one => one.Value.Count >= LeastRuns).ToDictionary();
        var parts = new HashSet<UInt128>();
        foreach (var (key, runs) in often)
        {
            var numbers = Numbers(key);
            foreach (var part in numbers.Count > Shortest ? new[] { Key([.. numbers.SkipLast(1)]), Key([.. numbers.Skip(1)]) } : [])
            {
                if (_sequences[part].Count == runs.Count)
                {
                    parts.Add(part);
                }
            }
        }

        return
        [
            .. often.Where(one => !parts.Contains(one.Key))
                .Select(one => new ToolSequence([.. Numbers(one.Key).Select(number => _names[number])], RunFigures.Of(one.Value)))
                .OrderByDescending(static one => one.Figures.Sessions).ThenByDescending(static one => one.Figures.Runs).ThenByDescending(static one => one.Steps.Count)
                .ThenBy(static one => string.Join('\n', one.Steps), StringComparer.Ordinal)
                .Take(most),
        ];
    }

    /// <summary>Those of most runs first.</summary>
    public IReadOnlyList<(ToolWay Way, IReadOnlyList<ToolRun> Runs)> Ways() =>
    [
        .. _ways.Where(static one => one.Value.Runs.Count >= LeastRuns)
            .Select(static one => (Way: new ToolWay(one.Value.Names, one.Key.IsToEdit ? "edit" : "answer", RunFigures.Of(one.Value.Runs)), Runs: (IReadOnlyList<ToolRun>)one.Value.Runs))
            .OrderByDescending(static one => one.Runs.Count).ThenBy(static one => one.Way.Goal, StringComparer.Ordinal).ThenBy(static one => string.Join('\n', one.Way.Steps), StringComparer.Ordinal),
    ];

    private int Number(string name)
    {
        if (!_numbers.TryGetValue(name, out var number))
        {
            _numbers[name] = number = _names.Count;
            _names.Add(name);
        }

        return number;
    }

    /// <summary>Numbers begin with 1, so that sequences of different lengths differ. Two million names fit; a report looks at fewer calls.</summary>
    private static UInt128 Key(ReadOnlySpan<int> numbers)
    {
        UInt128 key = 0;
        foreach (var number in numbers)
        {
            key = (key << BitsOfName) | (UInt128)(uint)number;
        }

        return key;
    }

    private static List<int> Numbers(UInt128 key)
    {
        var numbers = new List<int>();
        for (; key != 0; key >>= BitsOfName)
        {
            numbers.Insert(0, (int)(uint)(key & ((UInt128.One << BitsOfName) - 1)));
        }

        return numbers;
    }
}
