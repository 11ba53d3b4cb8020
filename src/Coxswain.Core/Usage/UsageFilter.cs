namespace Coxswain.Core.Usage;

/// <summary>Which requests a report counts. A <see langword="null"/> or empty member does not filter.</summary>
/// <param name="Since">First moment inside.</param>
/// <param name="Until">First moment outside.</param>
/// <param name="TimeZone">Its days, weeks and months are reported.</param>
/// <param name="Project">A working directory; those below it count too.</param>
/// <param name="Model">Spelled in any way a provider does.</param>
public sealed record UsageFilter(DateTimeOffset? Since, DateTimeOffset? Until, TimeZoneInfo TimeZone, string Project, string Model, string Session)
{
    /// <summary>Of any project unless one is given.</summary>
    public string Branch { get; init; } = "";

    /// <summary>As telemetry names the user of a session: the e-mail address, where that is not told the account's id, else the user's id.</summary>
    public string User { get; init; } = "";

    /// <summary>What a user wrote, whatever report it is for.</summary>
    /// <param name="problems">Field name and what is wrong with it; empty when the filter can be used.</param>
    public static UsageFilter Read(UsageQuestion question, DateTimeOffset now, Dictionary<string, string> problems)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(problems);
        return UsageQuestionReader.Read(question with { Report = "session" }, now, problems).Filter;
    }
}
