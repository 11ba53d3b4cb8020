using System.Text.Json;

namespace Coxswain.Core.Usage.Caching;

/// <summary>How causes are written in JSON and tables.</summary>
public static class CacheCauseNames
{
    public const string Unknown = "unknown";

    /// <summary><c>unknown</c> when there is none.</summary>
    public static IReadOnlyList<string> Of(CacheLossCauses causes) => causes == CacheLossCauses.None
        ? [Unknown]
        : [.. Enum.GetValues<CacheLossCauses>().Where(cause => cause != CacheLossCauses.None && causes.HasFlag(cause)).Select(static cause => Spelled(cause.ToString()))];

    internal static string Spelled(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
