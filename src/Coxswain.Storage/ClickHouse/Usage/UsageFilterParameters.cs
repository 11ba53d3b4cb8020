using Coxswain.Core.Pricing;
using Coxswain.Core.Usage;

namespace Coxswain.Storage.ClickHouse.Usage;

/// <summary>A filter as the parameters of a statement; one that does not name them all takes no notice of the rest.</summary>
internal static class UsageFilterParameters
{
    public static readonly DateTimeOffset NoEnd = new(2299, 12, 31, 0, 0, 0, TimeSpan.Zero);

    public static StoreStatement Filtered(this StoreStatement statement, UsageFilter filter) => statement
        .With("since_ms", (filter.Since ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds())
        .With("until_ms", (filter.Until ?? NoEnd).ToUnixTimeMilliseconds())
        .With("zone", filter.TimeZone.Id)
        .With("project", Folder(filter.Project))
        .With("branch", filter.Branch)
        .With("user", filter.User)
        .With("model", ModelId.Normalise(filter.Model))
        .With("session", filter.Session);

    /// <summary>As requests name it.</summary>
    public static string Folder(string project) => project.Length > 1 ? project.TrimEnd('/') : project;
}
