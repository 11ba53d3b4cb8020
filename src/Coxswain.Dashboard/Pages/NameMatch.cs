using Coxswain.Core.Kernel;
using Coxswain.Core.Pricing;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Pages;

/// <summary>What a name somebody wrote as a filter means among those the store knows.</summary>
/// <param name="Meant">As the store spells it, one at most where it is clear; several: it may be any of them; none: it matches nothing.</param>
public sealed record NameMatch(IReadOnlyList<string> Meant)
{
    private const int Closest = 3, LongestCompared = 80;

    /// <summary>A folder, one above others, or the end of one, as tables print it.</summary>
    public static NameMatch Project(string written, IReadOnlyList<string> known)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(known);
        var folder = written.Length > 1 ? written.TrimEnd('/') : written;
        return known.Any(one => one == folder || one.StartsWith(folder + "/", StringComparison.Ordinal)) ? new NameMatch([written])
            : Printed(known, one => Format.Folder(one) == folder || one.EndsWith("/" + folder, StringComparison.Ordinal))
            ?? Printed(known, one => string.Equals(Format.Folder(one), folder, StringComparison.OrdinalIgnoreCase) || one.EndsWith("/" + folder, StringComparison.OrdinalIgnoreCase))
            ?? new NameMatch([]);
    }

    /// <summary>A model as any provider spells it, or as tables print it.</summary>
    public static NameMatch Model(string written, IReadOnlyList<string> known)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(known);
        var id = ModelId.Normalise(written);
        return known.Contains(id) ? new NameMatch([written]) : Printed(known, one => string.Equals(Format.Model(one), id, StringComparison.OrdinalIgnoreCase)) ?? new NameMatch([]);
    }

    /// <summary>Those most like a name that matches nothing: that have it in them, then by letters that differ.</summary>
    public static IReadOnlyList<string> Near(string written, IReadOnlyList<string> known)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(known);
        var last = Last(written);
        return [.. known.OrderByDescending(one => one.Contains(last, StringComparison.OrdinalIgnoreCase)).ThenBy(one => EditDistance.Of(Format.Cut(last, LongestCompared), Format.Cut(Last(one), LongestCompared))).ThenBy(static one => one, StringComparer.Ordinal).Take(Closest)];
    }

    private static NameMatch? Printed(IReadOnlyList<string> known, Func<string, bool> isPrintedSo) => known.Where(isPrintedSo).ToList() is { Count: > 0 } meant ? new NameMatch(meant) : null;

    private static string Last(string name) => name.TrimEnd('/') is var folder ? folder[(folder.LastIndexOf('/') + 1)..] : name;
}
