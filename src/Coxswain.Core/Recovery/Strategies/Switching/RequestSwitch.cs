using System.Globalization;
using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Core.Recovery.Strategies.Switching;

/// <summary>Effort, tool choice, sampling, speed and the answer's length, as the target takes them.</summary>
internal static class RequestSwitch
{
    private static readonly string[] Sampling = ["temperature", "top_p", "top_k"];

    public static void Apply(SwitchDraft draft)
    {
        if (draft.Request.MaxTokens is { } asked && asked > draft.MaxTokens && draft.Request.Member("max_tokens") is { } member)
        {
            draft.Edits.Replace("max_tokens", member.Value, draft.MaxTokens.ToString(CultureInfo.InvariantCulture));
        }

        ApplyEffort(draft);
        ApplyToolChoice(draft);
        if (!draft.To.TakesSampling)
        {
            Array.ForEach(Sampling, draft.Edits.Remove);
        }

        if (!draft.To.HasFast)
        {
            draft.Edits.Remove("speed");
        }
    }

    private static void ApplyEffort(SwitchDraft draft)
    {
        var inside = draft.Edits.Inside("output_config");
        var effort = inside.FirstOrDefault(member => member.Name == "effort");
        var wanted = draft.Edits.Text(effort);
        if (effort is null || (EffortLevels.Rank(wanted) < 0 && draft.To.Efforts.Count > 0))
        {
            return;
        }

        var taken = EffortLevels.Nearest(wanted, draft.To.Efforts);
        if (taken.Length == 0)
        {
            draft.Edits.RemoveInside("output_config", inside, member => member.Name == "effort");
        }
        else if (taken != wanted)
        {
            draft.Edits.Replace("output_config", effort.Value, $"\"{taken}\"");
        }
    }

    private static void ApplyToolChoice(SwitchDraft draft)
    {
        var inside = draft.Edits.Inside("tool_choice");
        var type = inside.FirstOrDefault(member => member.Name == "type");
        if (draft.To.TakesForcedTool || type is null || draft.Edits.Text(type) is not ("any" or "tool"))
        {
            return;
        }

        draft.Edits.Replace("tool_choice", type.Value, "\"auto\"");
        draft.Edits.RemoveInside("tool_choice", inside, member => member.Name == "name");
    }
}
