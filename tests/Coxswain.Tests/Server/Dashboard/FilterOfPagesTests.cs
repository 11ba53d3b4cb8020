using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coxswain.Tests.Server.Figures;
using Microsoft.AspNetCore.WebUtilities;

namespace Coxswain.Tests.Server.Dashboard;

/// <summary>The filter in the address of every page there is, on the real server with real data.</summary>
[Collection(nameof(EventfulFigures))]
public sealed partial class FilterOfPagesTests(EventfulHistory history)
{
    private const string Project = "/home/dev/billing-service", Model = "claude-sonnet-5-5";
    private static readonly string Filter = $"range=30d&project={Uri.EscapeDataString(Project)}&model={Model}";
    private static readonly string[] Words = ["project", "model"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>From the home page on, wherever its links lead, chart columns and what forms send included. Only "Clear" is for leaving it.</summary>
    [Fact]
    public async Task Every_link_of_every_page_keeps_the_filter()
    {
        using var browser = await history.LogInAsync();
        var (waiting, seen, faults) = (new Queue<string>([$"/?{Filter}"]), new HashSet<string>(StringComparer.Ordinal), new List<string>());
        while (waiting.TryDequeue(out var address))
        {
            if (!seen.Add(Page(address)))
            {
                continue;
            }

            using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), Cancel);
            var html = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode}");
            foreach (var link in Links(html).Select(link => link.StartsWith('?') ? address.Split('?')[0] + link : link))
            {
                var query = QueryHelpers.ParseQuery(link.Split('#')[0].Split('?', 2).ElementAtOrDefault(1) ?? "");
                if (!Words.All(query.ContainsKey) || !(query.ContainsKey("range") || query.ContainsKey("since")))
                {
                    faults.Add($"{address}: {link}");
                }

                waiting.Enqueue(link);
            }

            faults.AddRange(SentForms().Matches(html).Select(static form => WebUtility.HtmlDecode(form.Groups[1].Value)).Where(static to => !IsNoPage(to) && !to.EndsWith(Filter, StringComparison.Ordinal)).Select(to => $"{address}: form to {to}"));
            faults.AddRange(AskedForms().Matches(html).Where(static form => !Words.Append("range").All(word => form.Value.Contains($"name=\"{word}\"", StringComparison.Ordinal))).Select(_ => $"{address}: form that asks"));
        }

        Assert.Empty(faults);
        Assert.All(history.Places, place => Assert.Contains(Page(place.Address), seen));
    }

    [Theory]
    [InlineData("range=bogus", "range=bogus is no range: today, 7d or 30d")]
    [InlineData("since=2026-11-05&until=2026-11-01", "since=2026-11-05 is after until=2026-11-01")]
    [InlineData("since=2026-11-31", "since=2026-11-31 is no day")]
    [InlineData("project=long", "project=xxx")]
    public async Task Every_page_says_what_of_its_filter_cannot_be_read(string query, string told)
    {
        using var browser = await history.LogInAsync();
        query = query.Replace("=long", "=" + new string('x', 1025), StringComparison.Ordinal);
        foreach (var place in history.Places)
        {
            var html = WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri($"{Address(place.Address)}?{query}", UriKind.Relative), Cancel));

            Assert.True(html.Contains($"role=\"alert\">{told}", StringComparison.Ordinal), $"{place.Address}: {told}");
        }
    }

    /// <summary>As tables print them: what the page is narrowed to, its links have whole.</summary>
    [Theory]
    [InlineData("billing-service", "sonnet-5-5")]
    [InlineData("dev/billing-service", "us.anthropic.claude-sonnet-5-5-v1:0")]
    public async Task Short_names_are_taken_for_the_whole_ones(string project, string model)
    {
        using var browser = await history.LogInAsync();
        var wanted = await TableAsync(browser, $"/costs?{Filter}");
        var got = await TableAsync(browser, $"/costs?range=30d&project={Uri.EscapeDataString(project)}&model={model}");

        Assert.Contains("<td", wanted, StringComparison.Ordinal);
        Assert.Equal(wanted, got);
    }

    [Theory]
    [InlineData("project=bill", "No project matches bill. Closest: /home/dev/billing-service")]
    [InlineData("model=claude-sonnet-5-6", "No model matches claude-sonnet-5-6. Closest: claude-sonnet-5-5")]
    public async Task Name_that_matches_nothing_is_told_with_the_closest(string query, string told)
    {
        using var browser = await history.LogInAsync();
        foreach (var place in history.Places.Where(static place => place.TakesFilter))
        {
            Assert.Contains(told, WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri($"{place.Address}?range=30d&{query}", UriKind.Relative), Cancel)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_form_did_is_told_under_the_filter_its_page_had()
    {
        using var browser = await history.LogInAsync();
        using var fields = new FormUrlEncodedContent([KeyValuePair.Create("name", "kept"), KeyValuePair.Create("sql", "SELECT 1")]);
        using var kept = await browser.PostAsync(new Uri($"/sql/keep?{Filter}", UriKind.Relative), fields, Cancel);
        using var again = new FormUrlEncodedContent([KeyValuePair.Create("sql", "SELECT 1")]);
        using var asked = await browser.PostAsync(new Uri($"/sql?{Filter}", UriKind.Relative), again, Cancel);

        Assert.Equal($"/sql?done=kept&saved=kept&{Filter}", kept.Headers.Location?.OriginalString);
        Assert.Contains($"href=\"/costs?{WebUtility.HtmlEncode(Filter)}\"", await asked.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private string Address(string place) => place.Replace("{subject}", history.Trace.Sessions[0].SessionId, StringComparison.Ordinal);

    private static async Task<string> TableAsync(HttpClient browser, string address)
        => UsageTable().Match(await browser.GetStringAsync(new Uri(address, UriKind.Relative), Cancel)).Value;

    /// <summary>One session's page, one query's and one setting's stand for all of them.</summary>
    private static string Page(string address) => address.Split('?', '#')[0] is var path && path.StartsWith("/sessions/", StringComparison.Ordinal) ? "/sessions/" : path;

    private static bool IsNoPage(string address) => address.Length == 0 || address[0] is '#' || address.StartsWith("/assets/", StringComparison.Ordinal) || address.StartsWith("data:", StringComparison.Ordinal) || address is "/logout" or "/rate" || address.StartsWith("/sql/download/", StringComparison.Ordinal);

    private static IEnumerable<string> Links(string html)
        => Anchors().Matches(html).Where(static link => !link.Value.EndsWith(">Clear</a>", StringComparison.Ordinal)).Select(static link => WebUtility.HtmlDecode(link.Groups[1].Value))
            .Concat(Charts().Matches(html).SelectMany(static chart => JsonDocument.Parse(WebUtility.HtmlDecode(chart.Groups[1].Value)).RootElement.GetProperty("links").EnumerateArray().Select(static link => link.GetString() ?? "")))
            .Where(static link => !IsNoPage(link));

    [GeneratedRegex("<a\\b[^>]*?\\bhref=\"([^\"]*)\"[^>]*>.*?</a>", RegexOptions.Singleline)]
    private static partial Regex Anchors();

    [GeneratedRegex("\\b(?:method=\"post\" action|formaction)=\"([^\"]*)\"")]
    private static partial Regex SentForms();

    [GeneratedRegex("<form\\b[^>]*method=\"get\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex AskedForms();

    [GeneratedRegex("data-chart=\"([^\"]*)\"")]
    private static partial Regex Charts();

    [GeneratedRegex("<section[^>]*id=\"models\".*?</table>", RegexOptions.Singleline)]
    private static partial Regex UsageTable();
}
