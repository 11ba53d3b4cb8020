using System.Text.Json.Serialization;

namespace Coxswain.Server.Budgets.Hooks;

/// <summary>What a hook of budgets answers to Claude Code. Nothing in it: the client goes on as if there were no hook.</summary>
/// <param name="Decision"><c>block</c>: the prompt is not sent.</param>
/// <param name="Reason">Why, for the user.</param>
/// <param name="SystemMessage">Shown to the user.</param>
public sealed record BudgetHookAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Decision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SystemMessage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HookOutput? HookSpecificOutput)
{
    public static BudgetHookAnswer GoOn { get; } = new(null, null, null, null);

    internal static BudgetHookAnswer Block(string reason) => new("block", reason, null, null);

    internal static BudgetHookAnswer Of(HookOutput output, string? systemMessage) => new(null, null, systemMessage, output);
}
