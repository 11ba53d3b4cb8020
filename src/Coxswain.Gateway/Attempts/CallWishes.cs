using Coxswain.Core.Recovery;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Gateway.Attempts;

/// <summary>What a client asks of the gateway itself for one call, in headers that end here.</summary>
/// <param name="Mode"><c>x-coxswain-recovery: off | transparent | full</c>; <see langword="null"/>: as configured.</param>
/// <param name="Optimizes"><c>x-coxswain-optimize: true</c>: the prompt is made shorter first, where that pays for itself.</param>
/// <param name="IsReplay"><c>x-coxswain-replay: true</c>: the request is one of the journal.</param>
internal sealed record CallWishes(RecoveryMode? Mode, bool Optimizes, bool IsReplay)
{
    /// <summary>Headers with this start are the gateway's own, in requests and responses.</summary>
    public const string Prefix = "x-coxswain-";

    /// <returns>What is wrong with what a client asks; <see langword="null"/> when nothing is. Whoever mistypes <c>off</c> must not have the request changed.</returns>
    public static string? Problem(IHeaderDictionary headers)
        => headers.ContainsKey(Prefix + "recovery") && Of(headers).Mode is null ? $"{Prefix}recovery takes off, transparent or full." : null;

    public static CallWishes Of(IHeaderDictionary headers) => new(
        headers[Prefix + "recovery"].ToString().ToLowerInvariant() switch
        {
            "off" => RecoveryMode.Off,
            "transparent" => RecoveryMode.Transparent,
            "full" => RecoveryMode.Full,
            _ => null,
        },
        headers[Prefix + "optimize"] == "true",
        headers[Prefix + "replay"] == "true");

    /// <summary>Whether the client wants to read afterwards what was done.</summary>
    public bool AsksForAccount => Mode is not null || Optimizes || IsReplay;
}
