using Coxswain.Dashboard.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;

namespace Coxswain.Server.Dashboard;

/// <summary>The page somebody asked for before the login, who goes there after it. It passes through the browser, so that only an address of one of our pages is taken back.</summary>
internal sealed class ReturnAddress(PageCatalog catalog)
{
    /// <summary>In the login's address, and in its form.</summary>
    public const string Field = "to";

    private const int Longest = 2000;

    private readonly TemplateMatcher[] _pages = [.. catalog.All.Select(static page => new TemplateMatcher(TemplateParser.Parse(page.Place.Address.TrimStart('/')), []))];

    /// <summary>The login, which knows where to go on.</summary>
    public string LoginFrom(HttpRequest request)
    {
        var asked = request.Path.ToUriComponent() + request.QueryString.ToUriComponent();
        return HttpMethods.IsGet(request.Method) && asked != DashboardAddresses.Home && IsPage(asked) ? $"{DashboardAddresses.Login}?{Field}={Uri.EscapeDataString(asked)}" : DashboardAddresses.Login;
    }

    /// <returns>The home page where it is none of ours.</returns>
    public string Of(string? asked) => asked is not null && IsPage(asked) ? asked : DashboardAddresses.Home;

    /// <summary>A path of this server, in characters a header takes: not another host's (<c>//evil</c>, <c>/\evil</c>), not another scheme's.</summary>
    private bool IsPage(string asked)
        => asked.Length <= Longest && asked.StartsWith('/') && !asked.StartsWith("//", StringComparison.Ordinal) && asked.All(static letter => letter is > ' ' and <= '~' and not ('\\' or '#'))
            && PathString.FromUriComponent(asked.Split('?', 2)[0]) is var path && Array.Exists(_pages, page => page.TryMatch(path, []));
}
