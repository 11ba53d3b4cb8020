using Coxswain.Core.Health.Window;

namespace Coxswain.Core.Health.Reading;

/// <summary>Which files were read between compactions, and which of them again after one.</summary>
internal sealed class FilesRead
{
    /// <summary>Of one stretch; further ones are not watched.</summary>
    private const int Most = 10_000;

    private readonly List<ContextCompaction> _compactions = [];
    private readonly HashSet<string> _again = new(StringComparer.Ordinal);
    private HashSet<string> _before = new(StringComparer.Ordinal);
    private HashSet<string> _now = new(StringComparer.Ordinal);
    private long _bytesAgain;

    public int Compactions => _compactions.Count;

    public void Add(string path, long bytes)
    {
        if (_now.Count < Most)
        {
            _now.Add(path);
        }

        // The first time only: what is read yet again is no loss of the compaction's.
        if (_before.Contains(path) && _again.Add(path))
        {
            _bytesAgain += bytes;
        }
    }

    public void Compact(DateTimeOffset? time, string trigger, long before, long after)
    {
        Close();
        _compactions.Add(new ContextCompaction(time, trigger, before, after, [.. _now.Order(StringComparer.Ordinal)], []));
        (_before, _now) = (_now, new HashSet<string>(StringComparer.Ordinal));
        _again.Clear();
        _bytesAgain = 0;
    }

    public IReadOnlyList<ContextCompaction> All()
    {
        Close();
        return [.. _compactions];
    }

    private void Close()
    {
        if (_compactions.Count > 0)
        {
            _compactions[^1] = _compactions[^1] with { FilesReadAgain = [.. _again.Order(StringComparer.Ordinal)], BytesReadAgain = _bytesAgain };
        }
    }
}
