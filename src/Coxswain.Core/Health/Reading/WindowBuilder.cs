using Coxswain.Core.Health.Window;
using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Health.Reading;

/// <summary>Puts a window together from a transcript's lines in their order: what comes in, what a compaction takes out, what the user goes back behind.</summary>
internal sealed class WindowBuilder
{
    /// <summary>No window of millions of tokens holds more.</summary>
    private const int MostBlocks = 200_000;

    /// <summary>Of all blocks together; those beyond name nothing.</summary>
    private const int MostWords = 4_000_000;

    private readonly List<(ContextBlock Block, string Line)> _blocks = [];
    private readonly List<ContextRequest> _requests = [];
    private readonly Dictionary<string, ContextBlock> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Blocks, int Turn)> _lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tools = new(StringComparer.Ordinal);
    private readonly FilesRead _files = new();

    private string _requestKey = "";
    private int _turn;
    private long _words;
    private long _newBytes;
    private int _newImages;
    private long _windowBytes;
    private int _windowImages;
    private bool _awaitsSummary;
    private bool _isAfterReturn;
    private bool _isCut;

    public long DamagedLines { get; set; }

    /// <summary>Of the newest request of the main conversation.</summary>
    public PromptShape? Shape { get; set; }

    public string AskedModel { get; set; } = "";

    /// <summary>Where a later prompt can go back to.</summary>
    public void EndLine(string line)
    {
        if (line.Length > 0 && _lines.Count < MostBlocks)
        {
            _lines[line] = (_blocks.Count, _turn);
        }
    }

    /// <summary>A prompt behind an older line than the newest answer: what came after that line is left.</summary>
    public void GoBackTo(string line)
    {
        if (_lines.TryGetValue(line, out var place) && place.Turn < _turn && place.Blocks < _blocks.Count)
        {
            _blocks.RemoveRange(place.Blocks, _blocks.Count - place.Blocks);
            Measure();
            _isAfterReturn = true;
        }
    }

    /// <summary>A line of an answer; one answer has several.</summary>
    /// <param name="counts"><see langword="null"/>: a copy of an answer of another session, whose counts are there.</param>
    public void Answer(string key, DateTimeOffset time, string model, UsageCounts? counts)
    {
        var isNew = key != _requestKey || _turn == 0;
        if (isNew)
        {
            (_requestKey, _turn) = (key, _turn + 1);
        }

        if (counts is { } told)
        {
            AddRequest(new ContextRequest(
                _turn, _files.Compactions, time, model, told.Input, told.CacheRead, told.CacheWrite5m + told.CacheWrite1h, told.Output, _newBytes, _newImages)
            {
                WindowBytes = _windowBytes,
                WindowImages = _windowImages,
                IsAfterReturn = _isAfterReturn,
            });
        }

        if (isNew)
        {
            (_newBytes, _newImages, _isAfterReturn) = (0, 0, false);
        }
    }

    /// <summary>A piece of the answer under way.</summary>
    public void AddAnswer(BlockText text, string line) => Add(new ContextBlock(_turn, BlockKind.Answer, text.Bytes) { Words = Words(text) }, line);

    public void AddCall(string id, ContextBlock call, BlockText text, string line)
    {
        var block = call with { Turn = _turn, Bytes = text.Bytes, Words = Words(text) };
        _tools.Add(block.Tool);
        if (id.Length > 0 && _calls.Count < MostBlocks)
        {
            _calls[id] = block;
        }

        Add(block, line);
    }

    public void AddResult(string id, bool isError, string outputHash, BlockText text, string line)
    {
        var call = _calls.GetValueOrDefault(id);
        var block = new ContextBlock(_turn + 1, BlockKind.ToolResult, text.Bytes)
        {
            Tool = call?.Tool ?? "",
            Path = call?.Path ?? "",
            CallHash = call?.CallHash ?? "",
            IsWholeFile = call?.IsWholeFile ?? false,
            IsError = isError,
            OutputHash = outputHash,
            Images = text.Images,
            Words = Words(text),
        };
        AddNew(block, line);
        if (block.IsReadResult)
        {
            _files.Add(block.Path, block.Bytes);
        }
    }

    public void AddText(BlockKind kind, BlockText text, string line)
    {
        var block = new ContextBlock(_turn + 1, kind, text.Bytes) { Images = text.Images, Words = Words(text) };
        if (kind == BlockKind.Summary && _awaitsSummary)
        {
            // It stands before what the compaction kept.
            _awaitsSummary = false;
            _blocks.Insert(0, (block, line));
            Measure();
            (_newBytes, _newImages) = (_newBytes + block.Bytes, _newImages + block.Images);
            return;
        }

        AddNew(block, line);
    }

    /// <param name="kept">Lines that stay in the window as they are.</param>
    public void Compact(DateTimeOffset? time, string trigger, long before, long after, IReadOnlySet<string> kept)
    {
        _blocks.RemoveAll(one => !kept.Contains(one.Line));
        Measure();
        _lines.Clear();
        _files.Compact(time, trigger, before, after);
        (_newBytes, _newImages, _awaitsSummary) = (0, 0, true);
    }

    public ContextWindow Build() => new()
    {
        Blocks = [.. _blocks.Select(static one => one.Block)],
        Requests = [.. _requests],
        Compactions = _files.All(),
        Shape = Shape,
        ToolsCalled = new HashSet<string>(_tools, StringComparer.Ordinal),
        AskedModel = AskedModel,
        DamagedLines = DamagedLines,
        LastTurn = _turn,
        IsCut = _isCut,
    };

    /// <summary>Each line of an answer tells its counts, the earlier ones not yet all of the output.</summary>
    private void AddRequest(ContextRequest request)
    {
        if (_requests is not [.., var last] || last.Turn != request.Turn)
        {
            _requests.Add(request);
            return;
        }

        _requests[^1] = last with
        {
            InputTokens = Math.Max(last.InputTokens, request.InputTokens),
            CacheReadTokens = Math.Max(last.CacheReadTokens, request.CacheReadTokens),
            CacheWriteTokens = Math.Max(last.CacheWriteTokens, request.CacheWriteTokens),
            OutputTokens = Math.Max(last.OutputTokens, request.OutputTokens),
        };
    }

    private void AddNew(ContextBlock block, string line)
    {
        (_newBytes, _newImages) = (_newBytes + block.Bytes, _newImages + block.Images);
        Add(block, line);
    }

    private void Add(ContextBlock block, string line)
    {
        if (_blocks.Count < MostBlocks)
        {
            _blocks.Add((block, line));
            (_windowBytes, _windowImages) = (_windowBytes + block.Bytes, _windowImages + block.Images);
        }
        else
        {
            _isCut = true;
        }
    }

    private void Measure() => (_windowBytes, _windowImages) = (_blocks.Sum(static one => one.Block.Bytes), _blocks.Sum(static one => one.Block.Images));

    private IReadOnlySet<ulong> Words(BlockText text)
    {
        _words += text.Words.Count;
        return _words <= MostWords ? text.Words : BlockWords.None;
    }
}
