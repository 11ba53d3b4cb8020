using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Coxswain.Tests.Server.Figures;

namespace Coxswain.Tests.Server.Api.Usage;

/// <summary>Whatever of the API takes a filter, as its own description says, refuses one that cannot be read by its name.</summary>
[Collection(nameof(EventfulFigures))]
public sealed class EveryFilterTests(EventfulHistory history)
{
    private static readonly string Long = new('x', 4097);

    private static readonly (string Parameter, string Query)[] Wrong =
    [
        ("since", "since=bogus"), ("since", "since=2026-02-30"), ("since", "since=1500-01-01"), ("until", "until=bogus"), ("until", "since=2026-11-05&until=2026-11-01"), ("timezone", "timezone=Nowhere"), ("days", "days=0"), ("days", "days=many"),
        ("project", $"project={Long}"), ("model", $"model={Long}"),
    ];

    [Fact]
    public async Task Every_endpoint_refuses_a_filter_it_cannot_read_by_its_name()
    {
        var described = await history.AskAsync<JsonElement>("/api/openapi.json");
        var (asked, faults) = (0, new List<string>());
        foreach (var path in described.GetProperty("paths").EnumerateObject())
        {
            if (!path.Value.TryGetProperty("get", out var get) || !get.TryGetProperty("parameters", out var parameters))
            {
                continue;
            }

            var names = parameters.EnumerateArray().Where(static one => one.GetProperty("in").GetString() == "query").Select(static one => one.GetProperty("name").GetString() ?? "").ToHashSet(StringComparer.Ordinal);
            var address = path.Name.Replace("{report}", "daily", StringComparison.Ordinal).Replace("{id}", history.Trace.Sessions[0].SessionId, StringComparison.Ordinal);
            foreach (var (parameter, query) in Wrong.Where(wrong => names.Contains(wrong.Parameter)))
            {
                asked++;
                using var answer = await history.GetAsync($"{address}?{query}");
                if (answer.StatusCode != HttpStatusCode.BadRequest || !await NamesAsync(answer, parameter))
                {
                    faults.Add($"{path.Name}: {(query.Length > 60 ? query[..60] : query)}: {(int)answer.StatusCode}");
                }
            }
        }

        Assert.Empty(faults);
        Assert.True(asked > 80, $"Only {asked} were asked.");
    }

    private static async Task<bool> NamesAsync(HttpResponseMessage answer, string parameter)
        => (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).TryGetProperty("errors", out var errors) && errors.TryGetProperty(parameter, out var words) && words[0].GetString() is { Length: > 0 };
}
