using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Core.Health;

/// <summary>How full the windows of the last sessions were at their ends.</summary>
/// <param name="HasMore">There are older sessions.</param>
public sealed record HealthHistory(DateTimeOffset AsOf, string Project, IReadOnlyList<PastWindow> Sessions, bool HasMore)
{
    public const int MostSessions = 200;

    public static async Task<HealthHistory> ReadAsync(
        IPastWindowStore store, ModelCatalog models, string project, DateTimeOffset? since, int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(models);
        var found = await store.ReadAsync(project, since, limit + 1, cancellationToken).ConfigureAwait(false);
        return new HealthHistory(now, project, [.. found.Take(limit).Select(one => one with { WindowTokens = models.Find(one.Model)?.ContextTokens })], found.Count > limit);
    }
}
