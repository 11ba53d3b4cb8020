using System.Collections.Frozen;

namespace Coxswain.Core.Usage.Caching;

/// <summary>What helps against losses of the prompt cache, by cause.</summary>
public static class CacheRemedies
{
    private static readonly FrozenDictionary<string, string> All = new Dictionary<string, string>
    {
        ["expiry"] = "Answer within the cache's lifetime, or end a session that will lie idle with /compact: the first turn after a pause writes the whole prompt anew.",
        ["model"] = "Change the model at the start of a session or after /clear, not in between: each model has a cache of its own.",
        ["effort"] = "Choose the effort once for a session.",
        ["tools"] = "Connect MCP servers before a session begins: a changed list of tools makes the whole prompt new.",
        ["system"] = "Edit CLAUDE.md and output styles between sessions: a changed system prompt makes the whole prompt new.",
        ["parameters"] = "Leave thinking, betas and speed as they are during a session.",
        ["history_edit"] = "Compact once and early instead of often: what comes after the cut is written anew.",
        ["client_upgrade"] = "Let Claude Code upgrade between sessions.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="causes">As a report names them; of several, joined by <c>+</c>, the first counts.</param>
    /// <returns><see langword="null"/>: nothing is known to help.</returns>
    public static string? Of(string causes)
    {
        ArgumentNullException.ThrowIfNull(causes);
        return All.GetValueOrDefault(causes.Split('+')[0]);
    }
}
