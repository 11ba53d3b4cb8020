using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>Reads one file from its cursor to its present end, batch by batch. Each batch holds the cursor that stands behind it.</summary>
internal sealed class TranscriptFileReader : IDisposable
{
    private const int BatchBytes = 4 * 1024 * 1024;
    private const int BatchFacts = 4096;
    private const int LongestMetaBytes = 1024 * 1024;

    private readonly TranscriptFile _file;
    private readonly SafeFileHandle _handle;
    private readonly TranscriptState _state;
    private readonly TranscriptLineReader _lines;
    private readonly LineSource _source;

    private TranscriptFileReader(TranscriptFile file, SafeFileHandle handle, long offset, TranscriptState state, bool keepPromptText)
    {
        _file = file;
        _handle = handle;
        _state = state;
        _lines = new TranscriptLineReader(file, state, keepPromptText);
        _source = new LineSource(handle, offset, state.IsInLongLine);
    }

    /// <summary>Where reading stands.</summary>
    public long OffsetBytes => _source.Offset;

    public long LineCount { get; private set; }

    /// <summary>Goes on behind the cursor; from the start when there is none, or when the file was truncated or replaced since.</summary>
    /// <param name="handle">The file, open for reading; its owner closes it after the reader.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TranscriptFileReader Open(TranscriptFile file, SafeFileHandle handle, TranscriptCursor? cursor, bool keepPromptText)
    {
        var goesOn = cursor is not null && RandomAccess.GetLength(handle) >= cursor.OffsetBytes && FileHead.Hash(handle, cursor.OffsetBytes) == cursor.HeadHash;
        return goesOn && cursor is not null
            ? new TranscriptFileReader(file, handle, cursor.OffsetBytes, TranscriptState.Parse(cursor.State), keepPromptText)
            : new TranscriptFileReader(file, handle, 0, new TranscriptState(), keepPromptText);
    }

    /// <returns>The next batch, or <see langword="null"/> at the present end.</returns>
    public TranscriptBatch? Next()
    {
        var start = _source.Offset;
        var facts = new FactList();
        var isAtEnd = false;
        while (!isAtEnd && _source.Offset - start < BatchBytes && facts.Count < BatchFacts)
        {
            isAtEnd = !_source.TryNext(out var line, out var isTooLong);
            if (isTooLong)
            {
                facts.DamagedLines++;
            }
            else if (!isAtEnd)
            {
                _lines.Read(line, facts);
            }

            LineCount += isAtEnd ? 0 : 1;
        }

        if (isAtEnd && TranscriptLineReader.IsWholeObject(_source.Tail))
        {
            // An object is complete at its last brace; waiting for the line feed would hide the last line of a finished file.
            _lines.Read(_source.Tail, facts);
            _source.TakeTail();
            LineCount++;
        }

        return _source.Offset == start ? null : Batch(facts);
    }

    /// <summary>Reads a small <c>.meta.json</c> whole.</summary>
    /// <returns><see langword="null"/> when it is as the cursor has it, or half-written.</returns>
    public static TranscriptBatch? ReadMeta(TranscriptFile file, SafeFileHandle handle, TranscriptCursor? cursor)
    {
        var length = RandomAccess.GetLength(handle);
        var hash = FileHead.Hash(handle, length);
        if (length is 0 or > LongestMetaBytes || (cursor?.OffsetBytes == length && cursor.HeadHash == hash))
        {
            return null;
        }

        var bytes = new byte[length];
        var read = RandomAccess.Read(handle, bytes, 0);
        try
        {
            var facts = new FactList();
            facts.Subagents.Add(SubagentMeta.Read(bytes.AsSpan(0, read), file));
            return facts.ToBatch(new TranscriptCursor(file.Path, length, hash, ""));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Dispose() => _source.Dispose();

    private TranscriptBatch Batch(FactList facts)
    {
        _state.IsInLongLine = _source.IsInLongLine;
        if (_state.TitleRank > 0)
        {
            facts.Title(_state.Title, _state.TitleRank, _state.Context, _state.LastTime);
        }

        return facts.ToBatch(new TranscriptCursor(_file.Path, _source.Offset, FileHead.Hash(_handle, _source.Offset), _state.Format()));
    }
}
