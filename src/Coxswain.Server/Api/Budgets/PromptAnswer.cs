using System.Text.Json.Serialization;

namespace Coxswain.Server.Api.Budgets;

/// <summary>What a <c>UserPromptSubmit</c> hook answers to Claude Code. Without a decision the prompt goes on.</summary>
public sealed record PromptAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Decision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason)
{
    public static PromptAnswer GoOn { get; } = new(null, null);

    internal static PromptAnswer Block(string reason) => new("block", reason);
}
