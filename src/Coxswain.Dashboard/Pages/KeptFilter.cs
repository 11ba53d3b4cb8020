namespace Coxswain.Dashboard.Pages;

/// <summary>What links and forms of a page take along to the next one, also where the page itself has no use for it.</summary>
/// <param name="Query">As <see cref="PageFilter.Query"/> says it; empty: nobody chose anything.</param>
public sealed record KeptFilter(string Query)
{
    public static KeptFilter None { get; } = new("");

    public static KeptFilter Of(PageFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter == PageFilter.Everything ? None : new KeptFilter(filter.Query());
    }

    /// <summary>An address of a page with the filter; one that names a part of the filter says all of it and stays as it is.</summary>
    public string On(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var end = address.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? at : address.Length;
        var query = address.IndexOf('?', 0, end);
        if (Query.Length == 0 || address.Length == 0 || address[0] != '/' || (query >= 0 && address[(query + 1)..end].Split('&').Any(IsOfFilter)))
        {
            return address;
        }

        return address[..end] + (query < 0 ? "?" : query + 1 == end ? "" : "&") + Query + address[end..];
    }

    private static bool IsOfFilter(string part) => PageFilterReader.Words.Contains(part.Split('=')[0]);
}
