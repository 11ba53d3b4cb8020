using System.Text.RegularExpressions;

namespace Coxswain.Core.Pricing;

/// <summary>
/// One spelling for one model. Providers decorate the id (<c>us.anthropic.claude-opus-5-5-v1:0</c>, <c>claude-opus-5-5@20260922</c>,
/// <c>claude-opus-5-5[1m]</c>); the decoration goes, everything else must match exactly. <c>otel.requests</c> does the same in SQL.
/// </summary>
public static partial class ModelId
{
    /// <summary>Everything up to the last slash, then an optional region and <c>anthropic.</c>.</summary>
    public const string PrefixPattern = @"^(?:.*/)?(?:(?:[a-z-]+\.)?anthropic\.)?";

    /// <summary>Release date, Bedrock version, Vertex version and context window, in this order, each optional.</summary>
    public const string SuffixPattern = @"(?:-20[0-9]{6}|-latest)?(?:-v[0-9]+(?::[0-9]+k?)*)?(?:@[a-z0-9-]*)?(?:\[1m\])?$";

    public static string Normalise(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Suffix().Replace(Prefix().Replace(model.Trim(' ').ToLowerInvariant(), "", 1), "", 1);
    }

    [GeneratedRegex(PrefixPattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();

    [GeneratedRegex(SuffixPattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Suffix();
}
