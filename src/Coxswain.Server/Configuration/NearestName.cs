using Coxswain.Core.Kernel;

namespace Coxswain.Server.Configuration;

/// <summary>Finds the setting someone probably meant.</summary>
internal static class NearestName
{
    /// <summary><see langword="null"/> when nothing is near enough to be worth saying.</summary>
    public static string? Of(string written, IEnumerable<string> known)
    {
        var names = known.ToArray();
        var last = Last(written);
        var sameKey = names.FirstOrDefault(name => string.Equals(Last(name), last, StringComparison.OrdinalIgnoreCase));
        if (sameKey is not null || written.Length > 80)
        {
            return sameKey;
        }

        var (nearest, distance) = names
            .Select(name => (Name: name, Distance: Math.Min(EditDistance.Of(written, name), 1 + EditDistance.Of(last, Last(name)))))
            .MinBy(entry => entry.Distance);
        return distance <= Math.Max(2, last.Length / 3) ? nearest : null;
    }

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];
}
