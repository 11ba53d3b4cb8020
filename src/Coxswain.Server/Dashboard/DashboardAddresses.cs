namespace Coxswain.Server.Dashboard;

/// <summary>Where the login and what pages load are. The pages themselves say where they are.</summary>
internal static class DashboardAddresses
{
    public const string Home = "/";
    public const string Login = "/login";
    public const string Logout = "/logout";

    /// <summary>What the rating card's buttons send to.</summary>
    public const string Rate = "/rate";

    /// <summary>Before a page's own address: what changes on it.</summary>
    public const string Live = "/live";
}
