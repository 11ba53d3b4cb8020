using System.Buffers;

namespace Coxswain.Server.Hooks;

/// <summary>Which texts of a hook event are kept: ids and names, and words from a list of the client's. Everything a person or a model wrote is not.</summary>
internal static class HookWords
{
    private const int LongestId = 128;
    private const int LongestWord = 40;

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:@[]-");
    private static readonly SearchValues<char> WordCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly string[] Ids =
        ["session_id", "prompt_id", "agent_id", "agent_type", "tool_name", "tool_use_id", "hook_event_name", "permission_mode", "model", "from_model", "to_model", "requested_model"];

    private static readonly string[] Words = ["source", "trigger", "notification_type", "cache_ttl", "pricing"];

    /// <summary>Some names are a word in one event and a person's or a model's text in another.</summary>
    private static readonly (string Event, string Name)[] WordsOfEvents = [("SessionEnd", "reason"), ("StopFailure", "error")];

    public static bool IsName(string? text) => text is { Length: > 0 and <= LongestId } && !text.AsSpan().ContainsAnyExcept(IdCharacters);

    public static bool IsWord(string? text) => text is { Length: > 0 and <= LongestWord } && !text.AsSpan().ContainsAnyExcept(WordCharacters);

    public static bool Kept(string name, string text, string eventName)
        => Ids.Contains(name) ? IsName(text)
            : (Words.Contains(name) || WordsOfEvents.Contains((eventName, name))) && IsWord(text);

    /// <summary>As the client's own events spell it.</summary>
    public static string AttributeOf(string name) => name switch
    {
        "session_id" => "session.id",
        "prompt_id" => "prompt.id",
        _ => name,
    };
}
