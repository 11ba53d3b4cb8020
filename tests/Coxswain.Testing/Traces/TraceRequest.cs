namespace Coxswain.Testing.Traces;

/// <summary>One answered call of the Messages API. <see cref="TraceStep.At"/> is when the answer was complete.</summary>
public sealed record TraceRequest : TraceStep
{
    public required string RequestId { get; init; }

    public required string MessageId { get; init; }

    /// <summary>The transcript line holding the answer's last block.</summary>
    public required string MessageUuid { get; init; }

    public required string RequestedModel { get; init; }

    /// <summary>The model that answered; differs from <see cref="RequestedModel"/> after a switch on the way.</summary>
    public required string Model { get; init; }

    public required string QuerySource { get; init; }

    public required string Effort { get; init; }

    public required TraceUsage Usage { get; init; }

    public required TimeSpan Duration { get; init; }

    public required TimeSpan FirstToken { get; init; }

    /// <summary>Shown text; <see langword="null"/> when the answer was only tool calls.</summary>
    public string? Text { get; init; }

    public bool Thinks { get; init; }

    public IReadOnlyList<TraceToolCall> Tools { get; init; } = [];

    /// <summary>Output tokens of a first try whose stream was cut; 0 when there was none.</summary>
    public long CutOutput { get; init; }

    /// <summary>Tries that failed before it was answered. Transcripts alone tell of them; <see langword="null"/>: the first was answered.</summary>
    public TraceFailure? Before { get; init; }

    public string StopReason => Tools.Count > 0 ? "tool_use" : "end_turn";

    /// <summary>Whether a transcript line holds its usage. The client writes none for titles and summaries, but counts them in its total.</summary>
    public bool IsInTranscript => QuerySource is not ("generate_session_title" or "compact");

    public bool IsSwitched => Model != RequestedModel;

    /// <summary>What the request really cost: the answering model's price, a cut first try included.</summary>
    public decimal CostUsd => CostAt(Model);

    /// <summary>What the client says it cost: at the asked model's price.</summary>
    public decimal ReportedCostUsd => CostAt(RequestedModel);

    /// <summary>The class Claude Code's metrics file the request under.</summary>
    public string QueryClass => QuerySource switch
    {
        _ when Agent is not null => "subagent",
        "sdk" or "repl_main_thread" => "main",
        _ => "auxiliary",
    };

    private decimal CostAt(string model) =>
        TracePrices.Cost(model, Usage) + (CutOutput > 0 ? TracePrices.Cost(model, Usage.UntilCut(CutOutput)) : 0m);
}
