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
            .Select(name => (Name: name, Distance: Math.Min(Distance(written, name), 1 + Distance(last, Last(name)))))
            .MinBy(entry => entry.Distance);
        return distance <= Math.Max(2, last.Length / 3) ? nearest : null;
    }

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];

    // Levenshtein's distance, case ignored, one row at a time.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
