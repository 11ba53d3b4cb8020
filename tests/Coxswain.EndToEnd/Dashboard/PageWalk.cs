using System.Net;
using Microsoft.Playwright;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>Finds the pages there are as a reader does: by following links from the first one.</summary>
internal static class PageWalk
{
    private const string Start = "/?range=30d";
    // Lists lead to hundreds of things of one kind.
    private const int MostOfOne = 12;
    private const int MostLinks = 1000;
    private const int MostShown = 200;

    /// <summary>Every page, and the links that lead to none.</summary>
    public static async Task<(IReadOnlyList<FoundPage> Pages, IReadOnlyList<string> Dead)> AllAsync(IBrowserContext reader, string origin)
    {
        var page = await reader.NewPageAsync();
        var found = new List<FoundPage>();
        var dead = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal) { Start };
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var queue = new Queue<string>([Start]);
        while (queue.TryDequeue(out var address) && known.Count < MostLinks)
        {
            var answer = await reader.APIRequest.GetAsync(origin + address);
            if (answer.Status != (int)HttpStatusCode.OK)
            {
                dead.Add($"{answer.Status}: {(address.Length > MostShown ? address[..MostShown] : address)}");
            }
            else if (answer.Headers["content-type"].StartsWith("text/html", StringComparison.Ordinal) && !found.Exists(one => one.Name == NameOf(address)))
            {
                found.Add(new FoundPage(NameOf(address), Ranged(address)));
                await page.GotoAsync(origin + Ranged(address));
                foreach (var link in await page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]')].map(a => a.href)"))
                {
                    if (link.StartsWith(origin + "/", StringComparison.Ordinal) && link[origin.Length..].Split('#')[0] is var next && known.Add(next) && (counts[NameOf(next)] = counts.GetValueOrDefault(NameOf(next)) + 1) <= MostOfOne)
                    {
                        queue.Enqueue(next);
                    }
                }
            }
        }

        await page.CloseAsync();
        return (found, dead);
    }

    private static string NameOf(string address) => address.Split('?')[0].Split('/') is [_, var first, _, ..] ? $"/{first}/{{one}}" : address.Split('?')[0];

    private static string Ranged(string address) => address.Contains('?', StringComparison.Ordinal) ? address : address + "?range=30d";
}
