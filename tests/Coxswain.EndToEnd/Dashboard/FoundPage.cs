namespace Coxswain.EndToEnd.Dashboard;

/// <summary>A page of the dashboard that links lead to.</summary>
/// <param name="Name">Its path; of pages of one thing each only one is found, and <c>{one}</c> stands for the thing.</param>
/// <param name="Address">Of its path and query.</param>
public sealed record FoundPage(string Name, string Address)
{
    /// <summary>As a name of files.</summary>
    public string FileName => Name == "/" ? "home" : Name.Trim('/').Replace("/{one}", "-one", StringComparison.Ordinal).Replace('/', '-');
}
