using System.Globalization;
using System.Text.RegularExpressions;

namespace Coxswain.Core.Recovery;

/// <summary>What the API counted of a prompt that is too long: <c>prompt is too long: 210000 tokens &gt; 200000 maximum</c>.</summary>
public sealed partial record PromptLimit(long Tokens, long Most)
{
    /// <returns><see langword="null"/> when the message says no such thing.</returns>
    public static PromptLimit? Of(string message) => Pattern().Match(message) is { Success: true } match
        && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var tokens)
        && long.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var most)
        && tokens > most && most > 0
            ? new PromptLimit(tokens, most)
            : null;

    [GeneratedRegex("prompt is too long: ([0-9]{1,12}) tokens > ([0-9]{1,12}) maximum", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
