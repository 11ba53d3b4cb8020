namespace Coxswain.Cli.Output;

/// <summary>The time zone of this machine, or what <c>TZ</c> names.</summary>
internal static class LocalZone
{
    /// <summary>.NET takes a <c>TZ</c> it does not know for UTC without a word, also what the C library knows (<c>CET-1CEST</c>); that is said here.</summary>
    public static TimeZoneInfo Of(CommandOutput output)
    {
        if (Environment.GetEnvironmentVariable("TZ") is { Length: > 0 } named && !IsKnown(named.TrimStart(':')))
        {
            output.Say($"TZ is \"{named}\", which is no IANA time zone: times and days are UTC's. Give a name such as Europe/Berlin.");
        }

        return TimeZoneInfo.Local;
    }

    /// <summary>The same as the API takes it.</summary>
    public static string Iana(CommandOutput output) =>
        Of(output) is var local && local.HasIanaId ? local.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(local.Id, out var iana) ? iana : "UTC";

    /// <summary>The zone a report was made in, by its id.</summary>
    public static TimeZoneInfo OfReport(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : TimeZoneInfo.Utc;

    private static bool IsKnown(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) || (Path.IsPathRooted(zone) && File.Exists(zone));
}
