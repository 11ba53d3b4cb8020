using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Reduction;

/// <summary>What shall change, and how much that saves. Nothing is written before all is decided, since a message whose parts were shortened may still go as a whole.</summary>
internal sealed class ReductionDraft(MessagesRequest request, TokenScale scale, double wanted)
{
    private readonly Dictionary<ByteRange, (int Message, ReadOnlyMemory<byte> With, double Saved, ReductionKind Kind)> _replaced = [];
    private readonly Dictionary<int, double> _savedIn = [];
    private readonly SortedDictionary<int, (double Saved, ReductionKind Kind)> _dropped = [];
    private double _saved;

    public MessagesRequest Request => request;

    public TokenScale Scale => scale;

    public ConversationShape Shape { get; } = new(request.Messages);

    /// <summary>Tokens; zero or less when enough is saved.</summary>
    public double Missing => wanted - _saved;

    public bool IsUnchanged => _replaced.Count == 0 && _dropped.Count == 0;

    /// <summary>The first message that changes; null when none does.</summary>
    public int? FirstChanged => IsUnchanged ? null : _replaced.Values.Select(edit => edit.Message).Concat(_dropped.Keys).Min();

    public IReadOnlyList<ReductionStep> Steps =>
        [.. _replaced.Values.Where(edit => !IsDropped(edit.Message)).Select(edit => (edit.Kind, edit.Saved)).Concat(_dropped.Values.Select(drop => (drop.Kind, drop.Saved)))
            .GroupBy(step => step.Kind).OrderBy(group => group.Key)
            .Select(group => new ReductionStep(group.Key, group.Count(), (long)group.Sum(step => step.Saved)))];

    public bool IsDropped(int message) => _dropped.ContainsKey(message);

    /// <summary>Whether this very range was.</summary>
    public bool IsReplaced(ByteRange range) => _replaced.ContainsKey(range);

    /// <summary>In a message that is not dropped; the range's tokens are gone, those of the new bytes are counted.</summary>
    public void Replace(int message, ByteRange range, ReadOnlyMemory<byte> with, double tokens, ReductionKind kind)
    {
        var saved = tokens - scale.OfBytes(with.Length);
        _replaced.Add(range, (message, with, saved, kind));
        _savedIn[message] = _savedIn.GetValueOrDefault(message) + saved;
        _saved += saved;
    }

    /// <summary>What was replaced in it counts no more.</summary>
    public void Drop(int message, ReductionKind kind)
    {
        var saved = scale.Of(request.Messages[message]);
        _dropped.Add(message, (saved, kind));
        _saved += saved - _savedIn.GetValueOrDefault(message);
    }

    public ByteEdits Edits()
    {
        var edits = new ByteEdits();
        foreach (var (range, edit) in _replaced.Where(entry => !_dropped.ContainsKey(entry.Value.Message)))
        {
            edits.Replace(range, edit.With);
        }

        edits.RemoveItems([.. request.Messages.Select(message => message.Whole)], _dropped.ContainsKey);
        return edits;
    }
}
