namespace Coxswain.Core.Health.Window;

/// <summary>A session's main conversation, as its transcript tells: what is in the window now, and how it came there.</summary>
public sealed record ContextWindow
{
    /// <summary>Nothing known.</summary>
    public static ContextWindow Empty { get; } = new();

    /// <summary>In the window now, in order: since the last compaction and what that kept, without what the user went back behind.</summary>
    public IReadOnlyList<ContextBlock> Blocks { get; init; } = [];

    /// <summary>All of the session, in order.</summary>
    public IReadOnlyList<ContextRequest> Requests { get; init; } = [];

    public IReadOnlyList<ContextCompaction> Compactions { get; init; } = [];

    /// <summary>The newest told; <see langword="null"/>: none was.</summary>
    public PromptShape? Shape { get; init; }

    /// <summary>Every tool called in the session.</summary>
    public IReadOnlySet<string> ToolsCalled { get; init; } = new HashSet<string>();

    /// <summary>The model asked for last, with a <c>[1m]</c> where it has one; empty: not told.</summary>
    public string AskedModel { get; init; } = "";

    /// <summary>Lines that could not be read.</summary>
    public long DamagedLines { get; init; }

    /// <summary>Since the last compaction.</summary>
    public IReadOnlyList<ContextRequest> CurrentRequests => [.. Requests.Where(request => request.Epoch == Compactions.Count)];

    /// <summary>The newest turn there is; 0: none. There may be more turns than requests: of copied ones the counts are with their origin.</summary>
    public int LastTurn { get; init; }

    /// <summary>More blocks than any window can hold: those that came later are missing, so nothing is said of blocks.</summary>
    public bool IsCut { get; init; }
}
