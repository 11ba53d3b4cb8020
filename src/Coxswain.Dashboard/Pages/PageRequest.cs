namespace Coxswain.Dashboard.Pages;

/// <summary>What a page is asked.</summary>
/// <param name="Subject">The one thing it is about, as its address names it; empty: about all.</param>
/// <param name="Extras">What else the address says, by name: what a page of its own takes.</param>
public sealed record PageRequest(PageFilter Filter, string Subject, IReadOnlyDictionary<string, string> Extras)
{
    public const int LongestExtra = 20_000;
    public const int MostExtras = 16;

    private const int LongestName = 64;

    public static PageRequest Empty { get; } = new(PageFilter.Everything, "", new Dictionary<string, string>());

    /// <summary>What its filter says that cannot be read, or matches nothing: in sentences for the page.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <param name="query">Name and value; of what is there twice the first counts.</param>
    public static PageRequest Of(string subject, IEnumerable<KeyValuePair<string, string>> query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = new Dictionary<string, string>(StringComparer.Ordinal);
        var extras = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in query)
        {
            // However long and however late: what is wrong with a filter is told.
            if (PageFilterReader.Words.Contains(name))
            {
                _ = filter.TryAdd(name, value);
            }
            else if (value.Length is > 0 and <= LongestExtra && extras.Count < MostExtras && name.Length <= LongestName)
            {
                _ = extras.TryAdd(name, value);
            }
        }

        var problems = new List<string>();
        string Word(string name) => filter.GetValueOrDefault(name, "");
        var read = PageFilterReader.Read(Word("range"), Word("since"), Word("until"), Word("project"), Word("model"), problems);
        return new PageRequest(read, subject, extras) { Problems = problems };
    }

    /// <summary>Empty: the address does not say it.</summary>
    public string this[string extra] => Extras.GetValueOrDefault(extra, "");

    /// <summary>The query of an address that asks the same.</summary>
    /// <param name="changed">Of it with another value; an empty one takes it out.</param>
    public string Query(params (string Name, string Value)[] changed)
    {
        var extras = Extras.Where(one => !changed.Any(other => other.Name == one.Key)).Select(static one => (Name: one.Key, one.Value)).Concat(changed.Where(static one => one.Value.Length > 0));
        return string.Join('&', new[] { Filter.Query() }.Where(static text => text.Length > 0)
            .Concat(extras.OrderBy(static one => one.Name, StringComparer.Ordinal).Select(static one => $"{Uri.EscapeDataString(one.Name)}={Uri.EscapeDataString(one.Value)}")));
    }

    /// <summary>The same for all who ask the same.</summary>
    internal string Key => Subject + "?" + Query();
}
