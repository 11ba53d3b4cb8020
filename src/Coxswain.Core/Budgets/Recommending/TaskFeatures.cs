namespace Coxswain.Core.Budgets.Recommending;

/// <summary>What is known about a task before or after it is done. It holds no text of the prompt, and each part may be absent.</summary>
public sealed record TaskFeatures
{
    /// <summary>Hashes of the description's words and pairs of words, ascending; <see langword="null"/>: the description is not known.</summary>
    public IReadOnlyList<uint>? Terms { get; init; }

    /// <summary>Names of the tools it uses, each once, in ordinal order; <see langword="null"/>: not known. Empty: it uses none.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>Files it reads or changes; <see langword="null"/>: not known.</summary>
    public int? Files { get; init; }

    /// <summary>The usual prompt of its requests, whole; <see langword="null"/>: not known.</summary>
    public long? PromptTokens { get; init; }

    public static TaskFeatures Of(string? description, IEnumerable<string>? tools = null, int? files = null, long? promptTokens = null) => new()
    {
        Terms = description is null ? null : TaskWords.Of(description),
        Tools = tools is null ? null : [.. tools.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(TaskWords.MostTerms)],
        Files = files is >= 0 ? files : null,
        PromptTokens = promptTokens is > 0 ? promptTokens : null,
    };
}
