namespace Coxswain.Core.Recovery.Capabilities;

/// <summary>What a model takes, as far as a request must be changed for it; from <c>models.json</c>.</summary>
public sealed record ModelCapabilities
{
    /// <summary>As the API wants it written.</summary>
    public required string Id { get; init; }

    /// <summary>Further models that take the same.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    public required string Family { get; init; }

    /// <summary>Null: not known, as of older models.</summary>
    public DateOnly? Released { get; init; }

    /// <summary>Prompt and answer together.</summary>
    public required long ContextTokens { get; init; }

    public required int MostOutputTokens { get; init; }

    /// <summary>A rule of thumb, for estimates where nobody counted.</summary>
    public required double BytesPerToken { get; init; }

    /// <summary>Refuses thinking blocks made when what stands before them was different.</summary>
    public required bool ChecksPrefix { get; init; }

    /// <summary>Values of <c>thinking.type</c>; others are refused.</summary>
    public required IReadOnlyList<string> ThinkingTypes { get; init; }

    /// <summary>The type that asks for the least thinking; empty: leave <c>thinking</c> out.</summary>
    public required string ThinkingOff { get; init; }

    /// <summary>Values of <c>output_config.effort</c>, least first; empty: none is taken.</summary>
    public required IReadOnlyList<string> Efforts { get; init; }

    /// <summary>Takes <c>tool_choice</c> any and tool.</summary>
    public required bool TakesForcedTool { get; init; }

    /// <summary>Takes <c>temperature</c>, <c>top_p</c> and <c>top_k</c>.</summary>
    public required bool TakesSampling { get; init; }

    /// <summary>Takes a last message of the assistant's, to be gone on with.</summary>
    public required bool TakesPrefill { get; init; }

    /// <summary>Takes <c>speed</c>.</summary>
    public required bool HasFast { get; init; }

    public IReadOnlyList<string> RefusedBetas { get; init; } = [];

    /// <summary>Models to go to, best first.</summary>
    public required IReadOnlyList<string> Fallbacks { get; init; }
}
