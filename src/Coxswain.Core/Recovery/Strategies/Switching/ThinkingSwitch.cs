using System.Globalization;
using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Switching;

/// <summary>Writes <c>thinking</c> as the target takes it. A type nobody here knows is left as it is.</summary>
internal static class ThinkingSwitch
{
    private const int LeastBudgetTokens = 1024;
    private const int MostBudgetTokens = 32_000;

    public static void Apply(SwitchDraft draft)
    {
        if (draft.Request.Member("thinking") is null)
        {
            return;
        }

        var members = draft.Edits.Inside("thinking");
        var type = draft.Edits.Text(members.FirstOrDefault(member => member.Name == "type"));
        if (draft.To.ThinkingTypes.Contains(type))
        {
            Keep(draft, members, type);
            return;
        }

        switch (type)
        {
            case "enabled":
                Write(draft, members, "adaptive");
                break;
            case "adaptive" when draft.MaxTokens > LeastBudgetTokens && !draft.Request.Messages[^1].HasToolResult:
                Write(draft, members, "enabled", Math.Clamp(draft.MaxTokens / 2, LeastBudgetTokens, MostBudgetTokens));
                break;
            case "adaptive" or "disabled" or "between_tools":
                // With a budget, a step in the middle of tool calls must begin with thinking, and the target cannot read the other model's.
                Write(draft, members, draft.To.ThinkingOff);
                break;
            default:
                break;
        }
    }

    private static void Keep(SwitchDraft draft, IReadOnlyList<RequestMember> members, string type)
    {
        if (type == "enabled" && draft.MaxTokens <= LeastBudgetTokens)
        {
            Write(draft, members, draft.To.ThinkingOff);
            return;
        }

        if (!draft.To.ChecksPrefix)
        {
            draft.Edits.RemoveInside("thinking", members, member => member.Name == "block_binding");
        }

        if (type == "enabled" && members.FirstOrDefault(member => member.Name == "budget_tokens") is { } budget
            && int.TryParse(draft.Request.Bytes(budget.Value), NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) && tokens >= draft.MaxTokens)
        {
            draft.Edits.Replace("thinking", budget.Value, (draft.MaxTokens - 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void Write(SwitchDraft draft, IReadOnlyList<RequestMember> members, string type, int? budget = null)
    {
        if (type is "" or "disabled")
        {
            RemoveThinkingEdits(draft);
        }

        if (type.Length == 0)
        {
            draft.Edits.Remove("thinking");
            return;
        }

        var display = type is "adaptive" or "enabled" && members.FirstOrDefault(member => member.Name == "display") is { } shown
            ? "," + System.Text.Encoding.UTF8.GetString(draft.Request.Bytes(shown.Whole)) : "";
        var tokens = budget is { } count ? string.Create(CultureInfo.InvariantCulture, $",\"budget_tokens\":{count}") : "";
        draft.Edits.Replace("thinking", draft.Request.Member("thinking")?.Value ?? default, $"{{\"type\":\"{type}\"{tokens}{display}}}");
    }

    // Clearing thinking is refused where there is none.
    private static void RemoveThinkingEdits(SwitchDraft draft)
    {
        var inside = draft.Edits.Inside("context_management");
        if (inside.FirstOrDefault(member => member.Name == "edits") is not { } edits)
        {
            return;
        }

        var items = JsonItems.Of(draft.Request.Body, edits.Value);
        bool IsThinking(int i) => draft.Edits.Text(JsonMembers.Of(draft.Request.Body, items[i]).FirstOrDefault(member => member.Name == "type")).StartsWith("clear_thinking_", StringComparison.Ordinal);
        var removed = Enumerable.Range(0, items.Count).Where(IsThinking).ToHashSet();
        if (removed.Count == items.Count)
        {
            draft.Edits.RemoveInside("context_management", inside, member => member.Name == "edits");
        }
        else if (removed.Count > 0)
        {
            draft.Edits.RemoveItems("context_management", items, removed.Contains);
        }
    }
}
