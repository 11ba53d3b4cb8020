using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Secrets;

/// <summary>Table B16: secrets of twenty kinds in every place a user's data come from; then everything we write is searched, at the most talkative log level.</summary>
public sealed class SecretsTests : IDisposable
{
    // What a client sends as telemetry is kept as it came; it belongs into the store and, on its way there, into the outbox. Nowhere else.
    private const string Kept = "telemetry kept: ";
    private const string Config = "configuration: ";

    private readonly PlantedSecrets _secrets = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly List<string> _found = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_secret_is_in_anything_we_write_but_where_content_belongs()
    {
        using var home = new TemporaryFolder();
        using var network = LoopbackNetwork.Shared();
        var transcripts = Directory.CreateDirectory(Path.Combine(home.Path, ".claude", "projects", "-home-dev-shop")).FullName;
        await File.WriteAllTextAsync(Path.Combine(transcripts, "5ec4e700-0000-4000-8000-000000000001.jsonl"), SecretTranscript.Of(_secrets), Cancelled);
        var key = _secrets.At(Config + "OTLP key")[0];
        await using var cox = new CoxProcess(network, home.Path, new Dictionary<string, string>
        {
            ["COX_SERVER_LOG_LEVEL"] = "trace",
            ["COX_OTLP_API_KEY"] = key,
            ["COX_STORE_PASSWORD"] = _secrets.At(Config + "store password")[0],
            ["COX_NO_SUCH_SETTING"] = _secrets.Joined(Config + "unknown variable"),
            ["ANTHROPIC_API_KEY"] = _secrets.At("environment: API key")[0],
        });
        await cox.UpAsync(Cancelled);
        var token = Token(home.Path);

        await SendTelemetryAsync(cox, key);
        await SendNonsenseAsync(cox, key);
        await AskAsync(cox, token);
        await RunCommandsAsync(cox);
        await SearchTablesAsync(cox, token);
        SearchProcess(cox);
        await cox.DownAsync(Cancelled);
        Search(cox.Daemon.Output + cox.Daemon.Errors, "the daemon's output");
        SearchFiles(home.Path);

        Assert.Contains(" debug ", cox.Daemon.Errors, StringComparison.Ordinal);
        Assert.True(_secrets.Count >= 400, $"only {_secrets.Count} secrets were planted");
        Assert.True(_found.Count == 0, string.Join('\n', _found.Distinct().Order()));
    }

    private async Task SendTelemetryAsync(CoxProcess cox, string key)
    {
        object Text(string place) => new { stringValue = _secrets.Joined(Kept + place) };
        var logs = new
        {
            resourceLogs = new[]
            {
                new
                {
                    resource = new { attributes = new[] { new { key = "service.name", value = (object)new { stringValue = "claude-code" } }, new { key = "os.note", value = Text("resource") } } },
                    scopeLogs = new[] { new { scope = new { name = "com.anthropic.claude_code.events" }, logRecords = new[] { Record("api_request"), Record("tool_result"), Record("user_prompt"), Record("never_seen_before") } } },
                },
            },
        };
        var answer = await PostAsync(cox.OtlpHttp + "/v1/logs", JsonSerializer.Serialize(logs), key);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));

        object Record(string name) => new
        {
            timeUnixNano = "1795331415492000000", body = Text("body of " + name),
            attributes = new[]
            {
                new { key = "event.name", value = (object)new { stringValue = name } }, new { key = "session.id", value = (object)new { stringValue = "s-secret" } },
                new { key = "request_id", value = (object)new { stringValue = "req-" + name } }, new { key = "error", value = Text("error of " + name) },
                new { key = "tool_parameters", value = Text("tool parameters of " + name) }, new { key = "prompt", value = Text("prompt of " + name) }, new { key = "new.attribute", value = Text("new attribute of " + name) },
            },
        };
    }

    private async Task SendNonsenseAsync(CoxProcess cox, string key)
    {
        string Placed(string place) => Uri.EscapeDataString(_secrets.Joined("request: " + place));
        foreach (var (path, body, place) in new[]
        {
            ("/v1/logs", "{\"resourceLogs\": [{\"" + _secrets.Joined("request: key of a damaged body"), "damaged body"),
            ("/v1/logs", "{\"resourceLogs\": \"" + _secrets.Joined("request: value of the wrong type") + "\"}", "wrong type"),
            ("/v1/metrics", _secrets.Joined("request: no JSON"), "no JSON"),
            ("/v1/traces?key=" + Placed("query of OTLP"), "[]", "query"),
            ("/v1/" + Placed("path of OTLP"), "{}", "path"),
        })
        {
            var answer = await PostAsync(cox.OtlpHttp + path, body, key);
            Search(await answer.Content.ReadAsStringAsync(Cancelled), "the answer to a request with " + place);
        }

        foreach (var secret in _secrets.At("request: wrong OTLP key"))
        {
            var answer = await PostAsync(cox.OtlpHttp + "/v1/logs", "{}", secret);
            Search(await answer.Content.ReadAsStringAsync(Cancelled), "the answer to a wrong key");
        }
    }

    private async Task AskAsync(CoxProcess cox, string token)
    {
        string Placed(string place) => Uri.EscapeDataString(_secrets.Joined("question: " + place));
        foreach (var path in new[]
        {
            "/api/" + Placed("path"), "/api/daemon?token=" + Placed("query"), "/api/usage/daily?since=" + Placed("value of a query"), "/api/usage/daily?project=" + Placed("filter"),
            "/api/sessions?limit=" + Placed("number"), "/healthz?" + Placed("query of health"),
        })
        {
            var answer = await GetAsync(cox.Api + path, token);
            if (!path.StartsWith("/api/usage", StringComparison.Ordinal))
            {
                // A report repeats the question it answers; other answers repeat nothing.
                Search(await answer.Content.ReadAsStringAsync(Cancelled), "the answer to " + path[..12]);
            }
        }

        foreach (var secret in _secrets.At("question: wrong token"))
        {
            Search(await (await GetAsync(cox.Api + "/api/daemon", secret)).Content.ReadAsStringAsync(Cancelled), "the answer to a wrong token");
        }

        // ClickHouse quotes the query in its error: that is the asker's own. It must not stay anywhere.
        foreach (var sql in new[] { "SELECT '{0}'", "SELECT '{0}' FROM nowhere", "SELECT toUInt8('{0}')", "SELECT throwIf(1, '{0}')", "SELEC '{0}'", "SELECT * FROM url('http://x/{0}')" })
        {
            using var content = new StringContent(sql.Replace("{0}", _secrets.Joined("question: " + sql), StringComparison.Ordinal));
            using var request = new HttpRequestMessage(HttpMethod.Post, cox.Api + "/clickhouse?param_x=" + Placed("parameter of " + sql)) { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await _http.SendAsync(request, Cancelled);
        }
    }

    private async Task RunCommandsAsync(CoxProcess cox)
    {
        string[][] commands =
        [
            ["status", "--json"], ["status"], ["doctor", "--json"], ["doctor"], ["config", "show"], ["config", "show", "--json"], ["sessions", "list", "--json"], ["usage", "session", "--json"], ["import", "--json"],
            ["sessions", "show", "5ec4e700-0000-4000-8000-000000000001", "--json"], ["usage", "agent", "--json"],
        ];
        foreach (var command in commands)
        {
            var result = await cox.RunAsync(Cancelled, command);
            Search(result.Output + result.Errors, "cox " + string.Join(' ', command));
        }
    }

    /// <summary>Compressed on disk, so it is asked for: all that is in any table.</summary>
    private async Task SearchTablesAsync(CoxProcess cox, string token)
    {
        var tables = await SqlAsync("SELECT database || '.' || name FROM system.tables WHERE database IN ('otel', 'default') OR (database = 'system' AND engine LIKE '%MergeTree') FORMAT TSV");
        Assert.Contains("otel.prompts", tables, StringComparison.Ordinal);
        foreach (var table in tables.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            _found.AddRange(_secrets.FoundIn(await SqlAsync($"SELECT * FROM {table} FORMAT JSONEachRow"), table, Kept));
        }

        async Task<string> SqlAsync(string sql)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, cox.Api + "/clickhouse") { Content = new StringContent(sql) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await _http.SendAsync(request, Cancelled);
            return await answer.Content.ReadAsStringAsync(Cancelled);
        }
    }

    private void SearchProcess(CoxProcess cox)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(static folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var arguments = File.ReadAllText(Path.Combine(process, "cmdline")) + File.ReadAllText(Path.Combine(process, "comm"));
                if (arguments.Contains("cox", StringComparison.Ordinal))
                {
                    Search(arguments, "the arguments of a process");
                }
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        Assert.False(cox.Daemon.HasExited);
    }

    private void SearchFiles(string home)
    {
        foreach (var file in Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories).Where(file => !file.StartsWith(Path.Combine(home, ".claude"), StringComparison.Ordinal)))
        {
            var isStore = file.Contains("engine", StringComparison.Ordinal) || file.Contains("state.db", StringComparison.Ordinal);
            _found.AddRange(_secrets.FoundIn(Encoding.Latin1.GetString(File.ReadAllBytes(file)), file[home.Length..], isStore ? [Kept] : []));
        }
    }

    private void Search(string text, string where) => _found.AddRange(_secrets.FoundIn(text, where));

    public void Dispose() => _http.Dispose();

    private Task<HttpResponseMessage> PostAsync(string address, string body, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        request.Headers.TryAddWithoutValidation("X-Note", _secrets.Joined("request: header"));
        return _http.SendAsync(request, Cancelled);
    }

    private Task<HttpResponseMessage> GetAsync(string address, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return _http.SendAsync(request, Cancelled);
    }

    private static string Token(string home) =>
        JsonDocument.Parse(File.ReadAllText(Directory.GetFiles(home, "daemon.json", SearchOption.AllDirectories).Single())).RootElement
            .EnumerateObject().First(static field => field.Name.Equals("token", StringComparison.OrdinalIgnoreCase)).Value.GetString()!;
}
