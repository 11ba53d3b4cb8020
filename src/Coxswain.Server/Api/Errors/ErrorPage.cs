using Coxswain.Dashboard;
using Coxswain.Dashboard.Login;
using Coxswain.Server.Dashboard;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Coxswain.Server.Api.Errors;

/// <summary>An error as a page, for a person who typed an address or followed a link.</summary>
internal static class ErrorPage
{
    private const string Html = "text/html";

    /// <summary>Paths programs ask, whatever they say that they accept.</summary>
    private static readonly string[] ForPrograms = ["/api", "/v1", DashboardAddresses.Live, PageAssets.Prefix.TrimEnd('/')];

    /// <summary>What asks for HTML by its name, and not for JSON as much.</summary>
    public static bool IsWanted(HttpRequest request)
        => !Array.Exists(ForPrograms, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
            && request.GetTypedHeaders().Accept is { Count: > 0 } accepted && Wish(accepted, static type => type == Html) is > 0 and var html
            && html > Wish(accepted, static type => type.EndsWith("json", StringComparison.OrdinalIgnoreCase));

    public static async Task WriteAsync(HttpContext context, ApiError error)
    {
        var isStranger = error.Status == StatusCodes.Status401Unauthorized;
        var page = await context.RequestServices.GetRequiredService<PageRenderer>().PageAsync<ProblemPage>(new Dictionary<string, object?>
        {
            [nameof(ProblemPage.Title)] = isStranger ? "Log in first" : error.Title,
            [nameof(ProblemPage.Detail)] = isStranger ? "Who is not logged in is not told what is here." : error.Detail,
            [nameof(ProblemPage.Link)] = isStranger ? (DashboardAddresses.Login, "Log in") : (DashboardAddresses.Home, "Home"),
        });
        await PageHeaders.WriteAsync(context, HttpMethods.IsHead(context.Request.Method) ? "" : page);
    }

    private static double Wish(IList<MediaTypeHeaderValue> accepted, Func<string, bool> isMeant) => accepted.Where(one => isMeant(one.MediaType.ToString().ToLowerInvariant())).Select(static one => one.Quality ?? 1).DefaultIfEmpty().Max();
}
