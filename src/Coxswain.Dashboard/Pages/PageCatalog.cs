namespace Coxswain.Dashboard.Pages;

/// <summary>All pages, in the order they are listed in.</summary>
public sealed class PageCatalog(IEnumerable<IPage> pages)
{
    /// <summary>What the head of every page lists, in its order.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["Home", "Sessions", "Costs", "Errors", "Workflow", "Health", "SQL", "System"];

    public IReadOnlyList<IPage> All { get; } = [.. pages];

    /// <summary>Those of one section.</summary>
    public IEnumerable<PagePlace> In(string section) => All.Select(static page => page.Place).Where(place => place.Section == section);
}
