namespace Coxswain.Core.Health.Window;

/// <summary>One piece of a conversation as the model sees it. Its text is not kept: its size, hashes of it, and what it was about.</summary>
/// <param name="Turn">The request that sends it first, or that made it; from 1. A turn is one request of the main conversation.</param>
/// <param name="Bytes">UTF-8 of its text.</param>
public sealed record ContextBlock(int Turn, BlockKind Kind, long Bytes)
{
    /// <summary>Of a call or its result; else empty.</summary>
    public string Tool { get; init; } = "";

    /// <summary>The file a call reads or writes; empty: none, or not told.</summary>
    public string Path { get; init; } = "";

    /// <summary>Of tool and arguments, the same for a call and its result; empty: no call.</summary>
    public string CallHash { get; init; } = "";

    /// <summary>Of a result; empty: none.</summary>
    public string OutputHash { get; init; } = "";

    /// <summary>A call that failed.</summary>
    public bool IsError { get; init; }

    /// <summary>A read of all of its file, not of a part.</summary>
    public bool IsWholeFile { get; init; }

    /// <summary>Images and documents in it, whose bytes are not counted.</summary>
    public int Images { get; init; }

    /// <summary>Names in it, as <see cref="BlockWords"/> finds them; of a list of things to do only those not done.</summary>
    public IReadOnlySet<ulong> Words { get; init; } = BlockWords.None;

    /// <summary>Writes to its file.</summary>
    public bool IsEdit => Kind == BlockKind.ToolCall && Path.Length > 0 && ToolNames.IsEdit(Tool);

    /// <summary>What a read of a file gave.</summary>
    public bool IsReadResult => Kind == BlockKind.ToolResult && Path.Length > 0 && !IsError && Tool == ToolNames.Read;
}
