namespace Coxswain.Dashboard.Pages;

/// <summary>Where a page is, and under which name.</summary>
/// <param name="Address">May end in <c>/{subject}</c>: of one thing, named there.</param>
/// <param name="Section">What it is listed under; empty: it is not listed.</param>
/// <param name="Name">In its section.</param>
public sealed record PagePlace(string Address, string Section, string Name)
{
    /// <summary>Whether range, project and model narrow it.</summary>
    public bool TakesFilter { get; init; } = true;

    /// <summary>Whether it has the card of what just arrived, which does not wait for the page's reading.</summary>
    public bool ShowsArrivals { get; init; }

    /// <summary>Whether it is opened with what it showed some seconds before, and says so, while what came in since is still worked out: its feed brings that.</summary>
    public bool OpensAtOnce { get; init; }

    /// <summary>Whether it changes while it is open.</summary>
    public bool IsLive { get; init; } = true;
}
