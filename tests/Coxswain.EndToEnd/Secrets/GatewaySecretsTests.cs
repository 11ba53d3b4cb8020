using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Coxswain.EndToEnd.Gateway;

namespace Coxswain.EndToEnd.Secrets;

/// <summary>Secrets of twenty kinds through every path of the gateway, from the client and from the upstream; then everything we write is searched, at the most talkative log level.</summary>
public sealed class GatewaySecretsTests
{
    /// <summary>What a kept request is made of, and the API's words about it.</summary>
    private static readonly string[] Journalled =
    [
        "client: system", "client: user id", "client: unknown field", "client: tool", "client: prompt", "client: earlier answer", "client: newest turn", "client: target", "client: agent's comment", "client: beta",
        "upstream: error message",
    ];

    private readonly PlantedSecrets _secrets = new();
    private readonly List<string> _found = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_secret_and_no_text_of_a_call_is_in_anything_we_write()
    {
        await using var upstream = await LeakyUpstream.StartAsync(_secrets, Cancelled);
        await using var bed = new GatewayBed(upstream.Address, new Dictionary<string, string>
        {
            ["FIRST_WAIT"] = "00:00:00.020", ["MOST_ATTEMPTS"] = "2",
        });
        bed.Cox.Environment["COX_SERVER_LOG_LEVEL"] = "trace";
        await bed.Cox.UpAsync(Cancelled);

        var messages = 0;
        foreach (var kind in LeakyUpstream.Cases)
        {
            foreach (var (agent, stream) in new[] { ("claude-cli/2.1.330", true), ("curl/8.0", false) })
            {
                await SendAsync(bed, "/v1/messages?beta=true&key=", kind, agent, Body(kind, stream));
                messages++;
            }

            await SendAsync(bed, "/v1/files/", kind, "curl/8.0", _secrets.Joined("body of another path " + kind));
        }

        await SendAsync(bed, "/v1/messages?x=", "400", "curl/8.0", "{\"model\": \"" + _secrets.Joined("damaged body"));
        await SendAsync(bed, "/v1/messages/count_tokens?x=", "400", "curl/8.0", Body("count", stream: false));
        messages += 2;

        await bed.WaitForAsync("SELECT count() FROM otel.gateway_calls FINAL", rows => rows is [[var count]] && count == messages.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await SearchAnswersAsync(bed);
        await SearchTablesAsync(bed);
        await bed.Cox.DownAsync(Cancelled);
        Search(bed.Cox.Daemon.Output + bed.Cox.Daemon.Errors, "the daemon's output");
        foreach (var file in Directory.EnumerateFiles(bed.Cox.Home, "*", SearchOption.AllDirectories))
        {
            // The journal is there to hold requests; keys it must not hold either.
            Search(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancelled)), file[bed.Cox.Home.Length..], Path.GetFileName(Path.GetDirectoryName(file)) == "journal" ? Journalled : []);
        }

        Assert.Contains(" debug ", bed.Cox.Daemon.Errors, StringComparison.Ordinal);
        Assert.True(_secrets.Count >= 10_000, $"only {_secrets.Count} secrets were planted");
        Assert.True(_found.Count == 0, string.Join('\n', _found.Distinct().Order()));
    }

    // A model of its own for each: what fails at one opens no circuit for another.
    private string Body(string kind, bool stream)
    {
        string Placed(string place) => _secrets.Joined($"client: {place} of {kind}");
        return JsonSerializer.Serialize(new
        {
            model = $"claude-test-{kind}-{stream}", max_tokens = 100, stream, system = Placed("system"), metadata = new { user_id = Placed("user id") }, unknown_field = Placed("unknown field"),
            tools = new[] { new { name = "look", description = Placed("tool"), input_schema = new { type = "object" } } },
            messages = new object[] { new { role = "user", content = Placed("prompt") }, new { role = "assistant", content = Placed("earlier answer") }, new { role = "user", content = Placed("newest turn") } },
        });
    }

    private async Task SendAsync(GatewayBed bed, string path, string kind, string agent, string body)
    {
        string Secret(string place, int number) => _secrets.At($"client: {place} of {kind}")[number];
        using var request = new HttpRequestMessage(HttpMethod.Post, bed.Cox.Gateway + path + Uri.EscapeDataString(Secret("target", 1))) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in new[]
        {
            ("x-case", kind), ("user-agent", $"{agent} ({Secret("agent's comment", 2)})"), ("x-api-key", Secret("key", 0)), ("authorization", Secret("bearer token", 13)), ("proxy-authorization", Secret("proxy's key", 13)),
            ("cookie", "a=" + Secret("cookie", 3)), ("anthropic-beta", Secret("beta", 4)), ("x-unknown", _secrets.Joined("client: unknown header of " + kind)), ("x-claude-code-session-id", _secrets.Joined("client: id that is too long of " + kind)),
        })
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var answer = await bed.Http.SendAsync(request, Cancelled);
            await answer.Content.ReadAsByteArrayAsync(Cancelled);
        }
        catch (HttpRequestException)
        {
            // Cut, as the upstream's answer was.
        }
    }

    private async Task SearchAnswersAsync(GatewayBed bed)
    {
        foreach (var command in new string[][] { ["status"], ["status", "--json"], ["doctor"], ["doctor", "--json"], ["config", "show"], ["config", "show", "--json"] })
        {
            var said = await bed.Cox.RunAsync(Cancelled, command);
            Search(said.Output + said.Errors, "cox " + string.Join(' ', command));
        }

        foreach (var path in new[] { "/api/gateway", "/metrics", "/healthz", "/api/store" })
        {
            Search(await bed.GetAsync(path), path);
        }
    }

    /// <summary>Compressed on disk, so it is asked for: all that is in any table. What a materialized view shows is in the table behind it.</summary>
    private async Task SearchTablesAsync(GatewayBed bed)
    {
        var tables = await bed.AskAsync("SELECT database || '.' || name FROM system.tables WHERE (database IN ('otel', 'default') AND engine != 'MaterializedView') OR (database = 'system' AND engine LIKE '%MergeTree')");
        Assert.Contains(tables, static row => row[0] == "otel.gateway_attempts");
        foreach (var table in tables.Select(static row => row[0]))
        {
            Search(string.Join('\n', (await bed.AskAsync($"SELECT * FROM {table}")).Select(static row => string.Join('\t', row))), table);
        }
    }

    private void Search(string text, string where, params string[] except) => _found.AddRange(_secrets.FoundIn(text, where, except));
}
