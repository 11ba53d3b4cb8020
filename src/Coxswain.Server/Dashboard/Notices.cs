using System.Collections.Frozen;

namespace Coxswain.Server.Dashboard;

/// <summary>What a page says after a form did its work. The address names one of these and never brings words of its own.</summary>
internal static class Notices
{
    /// <summary>The extra of the address.</summary>
    public const string Word = "done";

    private static readonly FrozenDictionary<string, string> All = new Dictionary<string, string>
    {
        ["set"] = "The budget is set.",
        ["changed"] = "The budget is changed; the one of its name before is replaced.",
        ["removed"] = "The budget is removed. What was spent stays known.",
        ["overridden"] = "The override holds from now on: the budget does nothing but count.",
        ["kept"] = "The query is kept.",
        ["forgotten"] = "The query is forgotten.",
        ["setting"] = "Saved. It holds from the daemon's next start: cox down, then cox up.",
        ["ended"] = "The override has ended.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(string word) => All.GetValueOrDefault(word, "");
}
