using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Coxswain.Server.Configuration;

/// <summary>Follows a YAML parser's events, so that a place in the text has the name of its key.</summary>
internal sealed class YamlTrail
{
    private readonly Stack<string?> _keys = new();
    private readonly Stack<bool> _maps = new();

    /// <summary>How far the text was understood.</summary>
    public Mark Position { get; private set; } = Mark.Empty;

    public int Depth { get; private set; }

    /// <summary>The key whose value comes next or is being read, <c>store.retentionDays</c>; empty when there is none.</summary>
    public string Key => string.Join('.', _keys.Reverse().Where(static key => key is { Length: > 0 }));

    public void Follow(ParsingEvent step)
    {
        Position = step.End;
        Depth += step.NestingIncrease;
        switch (step)
        {
            case MappingStart or SequenceStart:
                _keys.Push(null);
                _maps.Push(step is MappingStart);
                break;
            case MappingEnd or SequenceEnd:
                _keys.Pop();
                _maps.Pop();
                EndNode(null);
                break;
            case Scalar scalar:
                EndNode(scalar.Value);
                break;
            case AnchorAlias:
                EndNode(null);
                break;
        }
    }

    // In a map every second node is a value; what stands before it is its key.
    private void EndNode(string? word)
    {
        if (_maps.TryPeek(out var isMap) && isMap)
        {
            var key = _keys.Pop();
            _keys.Push(key is null ? word ?? "" : null);
        }
    }
}
