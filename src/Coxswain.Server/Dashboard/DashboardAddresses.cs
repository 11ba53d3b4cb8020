namespace Coxswain.Server.Dashboard;

/// <summary>Where the pages are.</summary>
internal static class DashboardAddresses
{
    public const string Home = "/";
    public const string Login = "/login";
    public const string Logout = "/logout";
    public const string Live = "/live";
    public const string LiveHome = Live + "/home";
}
