namespace Coxswain.Core.Telemetry.Drift;

/// <summary>Tells what clients sent from what they were known to send.</summary>
public sealed class DriftPolicy
{
    private readonly Dictionary<string, CatalogField> _shared;
    private readonly Dictionary<(bool IsMetric, string Name), CatalogEntry> _entries;

    public DriftPolicy(TelemetryCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _shared = catalog.Shared.ToDictionary(static one => one.Name, StringComparer.Ordinal);
        _entries = catalog.Events.Select(static entry => (IsMetric: false, Entry: entry))
            .Concat(catalog.Metrics.Select(static entry => (IsMetric: true, Entry: entry)))
            .ToDictionary(static one => (one.IsMetric, one.Entry.Name), static one => one.Entry);
    }

    /// <summary>Sorted by version, name and attribute.</summary>
    public IReadOnlyList<DriftFinding> Compare(IReadOnlyList<ObservedField> observed)
    {
        ArgumentNullException.ThrowIfNull(observed);
        var findings = new List<DriftFinding>();
        foreach (var group in observed.GroupBy(static one => (one.Version, one.IsMetric, one.Name)))
        {
            if (_entries.TryGetValue((group.Key.IsMetric, group.Key.Name), out var entry))
            {
                findings.AddRange(group.Where(static one => one.Attribute.Length > 0).Select(one => Judge(entry, one)).OfType<DriftFinding>());
                findings.AddRange(MissingIn(entry, [.. group]));
            }
            else
            {
                var records = group.Where(static one => one.Attribute.Length == 0).Sum(static one => one.Records);
                findings.Add(new DriftFinding(group.Key.Version, DriftKind.NewName, group.Key.IsMetric, group.Key.Name, "", records));
            }
        }

        return [.. findings.OrderBy(static one => one.Version, StringComparer.Ordinal).ThenBy(static one => one.Name, StringComparer.Ordinal)
            .ThenBy(static one => one.Attribute, StringComparer.Ordinal)];
    }

    private static IEnumerable<DriftFinding> MissingIn(CatalogEntry entry, IReadOnlyList<ObservedField> observed)
    {
        var total = observed.Where(static one => one.Attribute.Length == 0).Sum(static one => one.Records);
        foreach (var expected in entry.Attributes.Where(static one => one.Always))
        {
            var seen = observed.Where(one => one.Attribute == expected.Name).Sum(static one => one.Records);
            if (seen < total)
            {
                yield return new DriftFinding(observed[0].Version, DriftKind.Missing, observed[0].IsMetric, entry.Name, expected.Name, total - seen);
            }
        }
    }

    private DriftFinding? Judge(CatalogEntry entry, ObservedField seen)
    {
        var known = entry.Attributes.FirstOrDefault(one => one.Name == seen.Attribute) ?? _shared.GetValueOrDefault(seen.Attribute);
        DriftKind? kind = known is null ? DriftKind.NewAttribute : known.Column is null ? DriftKind.RawOnly : null;
        return kind is { } found ? new DriftFinding(seen.Version, found, seen.IsMetric, seen.Name, seen.Attribute, seen.Records) : null;
    }
}
