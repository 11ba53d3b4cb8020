namespace Coxswain.Testing.Traces.Drafting;

/// <summary>A request whose random draws are made but whose model, time and tokens are still open.</summary>
internal sealed class CallDraft
{
    public required string RequestId { get; init; }

    public required string MessageId { get; init; }

    public required string MessageUuid { get; init; }

    public required string QuerySource { get; init; }

    public required int DurationMs { get; set; }

    public required double FirstTokenShare { get; init; }

    public required double OutputDraw { get; init; }

    public required int InputTokens { get; init; }

    public required bool Thinks { get; init; }

    public string? Text { get; init; }

    public List<ToolDraft> Tools { get; } = [];

    public int CutOutput { get; set; }

    public bool Switched { get; set; }

    public int WebSearches { get; set; }

    public string Model { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public TraceUsage Usage { get; set; }
}
