using Coxswain.Core.Health.Window;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Health.Reading;

/// <summary>A transcript that is read line by line, and on from where it stood when it is asked again: pages ask often. For one thread at a time.</summary>
internal sealed class ContextFile
{
    private WindowBuilder _window = new();
    private ContextLines _lines;
    private long _offset;
    private bool _isInLongLine;
    private ulong _head;

    public ContextFile() => _lines = new ContextLines(_window);

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ContextWindow Read(FoundTranscript found, CancellationToken cancellationToken) => new ContextFile().ReadOn(found, cancellationToken);

    /// <summary>From the start again when the file was replaced or cut since. What was read before a cancellation stays read.</summary>
    /// <inheritdoc cref="Read"/>
    public ContextWindow ReadOn(FoundTranscript found, CancellationToken cancellationToken)
    {
        using var handle = found.Open();
        if (RandomAccess.GetLength(handle) < _offset || FileHead.Hash(handle, _offset) != _head)
        {
            _window = new WindowBuilder();
            _lines = new ContextLines(_window);
            (_offset, _isInLongLine) = (0, false);
        }

        using var source = new LineSource(handle, _offset, _isInLongLine);
        try
        {
            while (source.TryNext(out var line, out var isTooLong))
            {
                cancellationToken.ThrowIfCancellationRequested();
                _window.DamagedLines += isTooLong ? 1 : 0;
                _lines.Read(line);
                (_offset, _isInLongLine) = (source.Offset, source.IsInLongLine);
            }

            // The line being written is read once it is whole.
            if (TranscriptLineReader.IsWholeObject(source.Tail))
            {
                _lines.Read(source.Tail);
                source.TakeTail();
            }

            (_offset, _isInLongLine) = (source.Offset, source.IsInLongLine);
        }
        finally
        {
            _head = FileHead.Hash(handle, _offset);
        }

        return _window.Build();
    }
}
