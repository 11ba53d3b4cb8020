using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Coxswain.Cli.Commands.Demo;

/// <summary>
/// Calls of the Messages API through the demo's own gateway: most as Claude Code makes them, some as another client does. Claude Code's are of sessions of their own, which only the gateway knows: those of the trace
/// ended before, and their own telemetry and transcripts tell all of their requests.
/// </summary>
internal sealed class DemoCalls
{
    /// <summary>By which the simulator tells one call from another.</summary>
    public const string NumberHeader = "x-demo-call";

    private const int SessionCount = 2;

    /// <summary>About what Claude Code's own prompt and tools take, and a turn of a conversation: in characters, of which four are a token.</summary>
    private const int PromptLength = 48_000, TurnLength = 1_600;

    private const int OthersEvery = 4;
    private const int AtOnce = 8;
    private static readonly string[] Models = ["claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5"];

    private readonly string[] _sessions;
    private readonly string _version;
    private readonly int _seed;

    public DemoCalls(string clientVersion, int seed)
    {
        (_version, _seed) = (clientVersion, seed);
        var random = new Random(seed);
        _sessions = [.. Enumerable.Range(0, SessionCount).Select(_ => Id(random))];
        Fates = Shuffled(seed);
    }

    /// <summary>One of the sessions calls are made in.</summary>
    public string SessionId => _sessions[0];

    /// <summary>What becomes of each call, by its number.</summary>
    public IReadOnlyList<DemoFate> Fates { get; }

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
        var isOther = number % OthersEvery == OthersEvery - 1;
        var session = _sessions[number % _sessions.Length];
        object body = isOther
            ? new { model = Models[number % Models.Length], max_tokens = 1000, stream = true, messages = new[] { Message("user", Question(number)) } }
            : new
            {
                model = Models[number % _sessions.Length],
                max_tokens = 8000,
                stream = true,
                cache_control = new { type = "ephemeral" },
                system = new[] { new { type = "text", text = Words($"Made-up instructions of session {session}.", PromptLength), cache_control = new { type = "ephemeral" } } },
                messages = Conversation(session, number),
            };
        var request = new HttpRequestMessage(HttpMethod.Post, gateway + "/v1/messages") { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };
        Add("user-agent", isOther ? "demo-client/1.0" : $"claude-cli/{_version} (external, cli)");
        Add("x-api-key", "made-up");
        Add("anthropic-version", "2023-06-01");
        Add(NumberHeader, number.ToString(CultureInfo.InvariantCulture));
        if (!isOther)
        {
            Add("x-claude-code-session-id", session);
            Add("x-client-request-id", Id(new Random(Numbered(number))));
        }

        return request;

        void Add(string name, string value) => request.Headers.TryAddWithoutValidation(name, value);
    }

    /// <summary>All that was said before in the session, so that its prompts grow as a conversation's do, and the question.</summary>
    private object[] Conversation(string session, int number)
    {
        var messages = new List<object>();
        for (var earlier = number % _sessions.Length; earlier < number; earlier += _sessions.Length)
        {
            messages.Add(Message("user", Question(earlier)));
            messages.Add(Message("assistant", Words($"Made-up answer {earlier} in session {session}.", TurnLength)));
        }

        messages.Add(Message("user", Question(number)));
        return [.. messages];
    }

    private string Question(int number) => string.Create(CultureInfo.InvariantCulture, $"Made-up question {number} of cox demo, seed {_seed}.");

    private static object Message(string role, string content) => new { role, content };

    private static string Words(string sentence, int length)
    {
        var text = new StringBuilder(length + sentence.Length);
        while (text.Length < length)
        {
            text.Append(sentence).Append(' ');
        }

        return text.ToString();
    }

    private int Numbered(int number) => unchecked((_seed * 1009) + number + 1);

    /// <summary>As Claude Code makes ids of sessions and requests; the same for the same seed.</summary>
    private static string Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static DemoFate[] Shuffled(int seed)
    {
        DemoFate[] fates = [.. DemoFate.Mix.SelectMany(static fate => Enumerable.Repeat(fate, fate.Calls))];
        new Random(seed).Shuffle(fates);
        return fates;
    }
}
