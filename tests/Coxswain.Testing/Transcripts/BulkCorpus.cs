using System.Globalization;
using System.Text;

namespace Coxswain.Testing.Transcripts;

/// <summary>
/// Writes many transcripts fast, for totals and timing: streamed snapshots, forked and resumed sessions that repeat lines, sidechains and their replays,
/// both cache kinds, several models, and the padding that makes up most of real files. The same seed and size give the same bytes.
/// </summary>
public sealed class BulkCorpus
{
    /// <summary>Priced alike by us and by ccusage 20.0.24's offline table.</summary>
    public static IReadOnlyList<string> Models { get; } = ["claude-opus-4-5-20251101", "claude-sonnet-4-5-20250929", "claude-haiku-4-5-20251001", "claude-opus-4-1-20250805"];

    private static readonly DateTimeOffset Start = new(2026, 8, 3, 6, 0, 0, TimeSpan.Zero);
    private readonly Random _random;
    private readonly string _padding;
    private readonly StringBuilder _text = new(1 << 20);
    private readonly List<string> _recentLines = [];
    private long _requests;
    private long _uuids;

    private BulkCorpus(int seed)
    {
        _random = new Random(seed);
        var padding = new StringBuilder(1 << 20);
        string[] words = ["return", "value", "\\n", "    if (", "path", "\\\"quoted\\\"", "error", "the", "session", "\\t", "=>", "{", "}", "tokens", "é", "—", "usage", "\\u001b[0m", "12345", "async"];
        while (padding.Length < 1 << 20)
        {
            padding.Append(words[_random.Next(words.Length)]).Append(' ');
        }

        _padding = padding.ToString();
    }

    /// <returns>Bytes written.</returns>
    public static long Write(string projectsFolder, long totalBytes, int files, int seed)
    {
        var corpus = new BulkCorpus(seed);
        var weights = Enumerable.Range(0, files).Select(_ => Math.Exp((corpus._random.NextDouble() + corpus._random.NextDouble() + corpus._random.NextDouble() - 1.5) * 3)).ToArray();
        var sum = weights.Sum();
        long written = 0;
        for (var file = 0; file < files; file++)
        {
            written += corpus.WriteFile(projectsFolder, file, (long)(totalBytes * (weights[file] / sum)));
        }

        return written;
    }

    private long WriteFile(string projectsFolder, int file, long size)
    {
        var project = $"-home-dev-project{file % 40}";
        var session = $"{file:x8}-0000-4000-8000-{_random.NextInt64(1L << 44):x12}";
        var isSubagent = file % 5 == 4;
        var folder = isSubagent ? Path.Combine(projectsFolder, project, session, "subagents") : Path.Combine(projectsFolder, project);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, isSubagent ? $"agent-{file:x8}.jsonl" : session + ".jsonl");
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        if (file % 9 == 3)
        {
            RepeatLines(session);
        }

        _recentLines.Clear();
        var time = Start.AddMinutes(_random.Next(60 * 24 * 90));
        while (stream.Length < size || stream.Length == 0)
        {
            time = Turn(project, session, isSubagent, time);
            stream.Write(Encoding.UTF8.GetBytes(_text.ToString()));
            _text.Clear();
        }

        return stream.Length;
    }

    /// <summary>What forking and (in older clients) resuming do: the other session's lines again, under this session's id.</summary>
    private void RepeatLines(string session)
    {
        foreach (var line in _recentLines)
        {
            var at = line.IndexOf("\"sessionId\":\"", StringComparison.Ordinal) + 13;
            _text.Append(line.AsSpan(0, at)).Append(session).Append(line.AsSpan(line.IndexOf('"', at)));
        }
    }

    private DateTimeOffset Turn(string project, string session, bool isSidechain, DateTimeOffset time)
    {
        var common = $"\"userType\":\"external\",\"entrypoint\":\"cli\",\"cwd\":\"/home/dev/{project}\",\"sessionId\":\"{session}\",\"version\":\"2.1.330\",\"gitBranch\":\"main\"";
        Line("user", $"\"isSidechain\":{Json(isSidechain)},\"promptId\":\"{Uuid()}\",\"message\":{{\"role\":\"user\",\"content\":\"{Padding(40, 600)}\"}}", common, time);
        var model = Models[_random.Next(10) switch { < 4 => 0, < 7 => 1, < 9 => 2, _ => 3 }];
        for (var step = _random.Next(1, 6); step > 0; step--)
        {
            time = time.AddSeconds(_random.Next(2, 40));
            Response(model, isSidechain, common, time);
            Line("user", $"\"isSidechain\":{Json(isSidechain)},\"message\":{{\"role\":\"user\",\"content\":[{{\"tool_use_id\":\"toolu_{_requests}\",\"type\":\"tool_result\",\"content\":\"{Padding(200, 9000)}\"}}]}},\"toolUseResult\":{{\"stdout\":\"{Padding(100, 3000)}\"}}", common, time);
            if (_random.Next(6) == 0)
            {
                Line("attachment", $"\"attachment\":{{\"type\":\"file\",\"content\":\"{Padding(500, 20000)}\"}}", common, time);
            }
        }

        return time;
    }

    /// <summary>One line per content block; counts grow from line to line, and the last has the final ones.</summary>
    private void Response(string model, bool isSidechain, string common, DateTimeOffset time)
    {
        var id = _requests++;
        var isOneHour = _random.Next(3) == 0;
        var (input, read, write, output) = (_random.Next(2, 3000), _random.Next(0, 120_000), _random.Next(0, 30_000), _random.Next(20, 4000));
        var lines = _random.Next(1, 5);
        for (var line = 1; line <= lines; line++)
        {
            var sofar = line == lines ? output : Math.Max(1, output * line / (lines + 1));
            Assistant(id, id, model, isSidechain, common, time.AddMilliseconds(line * 100), (input, read, write, sofar, isOneHour), line == lines);
        }

        if (id % 97 == 0)
        {
            // A side question repeats the parent's message under a request id of its own.
            Assistant(id, id + 500_000_000, model, true, common, time, (input, read, write, output, isOneHour), true);
        }

        if (id % 211 == 0)
        {
            Line("assistant", $"\"isSidechain\":false,\"message\":{{\"id\":\"{Uuid()}\",\"model\":\"<synthetic>\",\"role\":\"assistant\",\"type\":\"message\",\"content\":[{{\"type\":\"text\",\"text\":\"API Error: Overloaded\"}}],\"usage\":{{\"input_tokens\":0,\"output_tokens\":0,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0}}}},\"isApiErrorMessage\":true", common, time);
        }
    }

    private void Assistant(
        long messageId, long requestId, string model, bool isSidechain, string common, DateTimeOffset time,
        (int Input, int Read, int Write, int Output, bool IsOneHour) usage, bool isLast)
    {
        var content = isLast
            ? $"{{\"type\":\"tool_use\",\"id\":\"toolu_{requestId}\",\"name\":\"Read\",\"input\":{{\"file_path\":\"/home/dev/src/{requestId % 500}.cs\"}}}}"
            : $"{{\"type\":\"text\",\"text\":\"{Padding(50, 2500)}\"}}";
        var (fiveMinutes, oneHour) = usage.IsOneHour ? (0, usage.Write) : (usage.Write, 0);
        Line(
            "assistant",
            $"\"isSidechain\":{Json(isSidechain)},\"message\":{{\"id\":\"msg_{messageId:x16}\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"{model}\",\"content\":[{content}],\"stop_reason\":{(isLast ? "\"tool_use\"" : "null")},\"stop_sequence\":null,\"usage\":{{\"input_tokens\":{usage.Input},\"cache_creation_input_tokens\":{usage.Write},\"cache_read_input_tokens\":{usage.Read},\"output_tokens\":{usage.Output},\"server_tool_use\":{{\"web_search_requests\":0,\"web_fetch_requests\":0}},\"service_tier\":\"standard\",\"cache_creation\":{{\"ephemeral_1h_input_tokens\":{oneHour},\"ephemeral_5m_input_tokens\":{fiveMinutes}}},\"inference_geo\":\"\",\"iterations\":[],\"speed\":\"standard\"}}}},\"requestId\":\"req_{requestId:x16}\"",
            common,
            time);
    }

    private void Line(string type, string members, string common, DateTimeOffset time)
    {
        var start = _text.Length;
        _text.Append(CultureInfo.InvariantCulture, $"{{\"parentUuid\":\"{Uuid()}\",{members},\"type\":\"{type}\",\"uuid\":\"{Uuid()}\",\"timestamp\":\"{time:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\",{common}}}\n");
        if (_recentLines.Count < 60)
        {
            _recentLines.Add(_text.ToString(start, _text.Length - start));
        }
    }

    private string Uuid() => $"{_uuids++:x8}-1111-4111-8111-111111111111";

    private string Padding(int shortest, int longest)
    {
        // Mostly short, sometimes long; cut at a blank so that no escape sequence is split.
        var length = shortest + (int)((longest - shortest) * Math.Pow(_random.NextDouble(), 3));
        var start = _padding.IndexOf(' ', _random.Next(_padding.Length - longest - 200)) + 1;
        return _padding[start..(_padding.IndexOf(' ', start + length) is var end and > 0 ? end : start)];
    }

    private static string Json(bool value) => value ? "true" : "false";
}
