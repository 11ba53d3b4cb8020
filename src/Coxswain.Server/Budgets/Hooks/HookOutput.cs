using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Coxswain.Server.Budgets.Hooks;

/// <summary>The part of a hook's answer that only one event knows.</summary>
/// <param name="AdditionalContext">Of a session's start: what Claude reads.</param>
/// <param name="PermissionDecision"><c>deny</c>; absent: the client asks whoever it would have asked.</param>
/// <param name="UpdatedInput">What the tool is called with instead; the client takes it with no decision beside it (2.1.330).</param>
public sealed record HookOutput(
    string HookEventName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AdditionalContext,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PermissionDecision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PermissionDecisionReason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonObject? UpdatedInput);
