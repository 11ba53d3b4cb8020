using System.Globalization;
using System.Text;
using System.Text.Json;
using Coxswain.Testing.Traces;

namespace Coxswain.Cli.Commands.Demo;

/// <summary>Calls of the Messages API through the demo's own gateway: most as Claude Code makes them, in the newest made-up sessions, some as another client does.</summary>
internal sealed class DemoCalls(Trace trace, int seed)
{
    /// <summary>By which the simulator tells one call from another.</summary>
    public const string NumberHeader = "x-demo-call";

    private const int MostSessions = 2;
    private const int OthersEvery = 4;
    private const int AtOnce = 8;
    private static readonly string[] Models = ["claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5"];

    private readonly string[] _sessions = [.. trace.Sessions.OrderByDescending(static session => session.Start).Take(MostSessions).Select(static session => session.SessionId)];

    /// <summary>One of the sessions calls are made in.</summary>
    public string SessionId => _sessions[0];

    /// <summary>What becomes of each call, by its number.</summary>
    public IReadOnlyList<DemoFate> Fates { get; } = Shuffled(seed);

    /// <returns>Once every call has ended, as it may.</returns>
    public async Task SendAsync(string gateway, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, Fates.Count, parallel, async (number, token) =>
        {
            try
            {
                using var request = Request(gateway, number);
                using var answer = await http.SendAsync(request, token);
                await answer.Content.CopyToAsync(Stream.Null, token);
            }
            catch (HttpRequestException)
            {
                // An answer that breaks off is one of the fates.
            }
        });
    }

    private HttpRequestMessage Request(string gateway, int number)
    {
        var body = new
        {
            model = Models[number % Models.Length],
            max_tokens = 1000,
            stream = true,
            messages = new[] { new { role = "user", content = string.Create(CultureInfo.InvariantCulture, $"Made-up question {number} of cox demo, seed {seed}.") } },
        };
        var request = new HttpRequestMessage(HttpMethod.Post, gateway + "/v1/messages") { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };
        var isOther = number % OthersEvery == OthersEvery - 1;
        Add("user-agent", isOther ? "demo-client/1.0" : $"claude-cli/{trace.Options.ClientVersion} (external, cli)");
        Add("x-api-key", "made-up");
        Add("anthropic-version", "2023-06-01");
        Add(NumberHeader, number.ToString(CultureInfo.InvariantCulture));
        if (!isOther)
        {
            Add("x-claude-code-session-id", _sessions[number % _sessions.Length]);
        }

        return request;

        void Add(string name, string value) => request.Headers.TryAddWithoutValidation(name, value);
    }

    private static DemoFate[] Shuffled(int seed)
    {
        DemoFate[] fates = [.. DemoFate.Mix.SelectMany(static fate => Enumerable.Repeat(fate, fate.Calls))];
        new Random(seed).Shuffle(fates);
        return fates;
    }
}
