using System.Text;
using Coxswain.Tests.Gateway.Attempts;

namespace Coxswain.Tests.Gateway;

/// <summary>One call and its answer, made from a seed: known and unknown methods, targets, headers, statuses and bodies, with a told length or without.</summary>
internal sealed record GeneratedCall(
    string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body, bool IsChunked,
    int Status, IReadOnlyList<(string Name, string Value)> AnswerHeaders, byte[] Answer, bool IsAnswerChunked)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "REPORT"];

    private static readonly string[] Targets =
    [
        "/v1/messages?beta=true", "/v1/messages/count_tokens", "/api/hello", "/v1/models?limit=1000", "/v1/messages/batches/msgbatch_01/results", "/v1/files", "/",
        "/v1/%7Euser/../x/./y//z?q=%20a+b%2Fc&empty=&&=x", "/v1/caf%C3%A9?%e2%9c%93=1", "/a;b=c/d,e?f=[1]|\"", "/new/in/2027?x=1?y=2",
    ];

    private static readonly string[] Names =
    [
        "x-api-key", "authorization", "anthropic-version", "anthropic-beta", "anthropic-of-tomorrow", "user-agent", "x-app", "x-stainless-retry-count", "accept", "accept-encoding",
        "x-claude-code-session-id", "x-client-request-id", "cookie", "if-none-match", "from", "date", "x-empty", "X-MiXeD-Case",
    ];

    private static readonly string[] AnswerNames =
    [
        "request-id", "retry-after", "anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-unified-5h-utilization", "x-should-retry", "server", "via", "set-cookie", "etag", "location",
        "cache-control", "date", "x-of-tomorrow", "content-encoding", "content-language", "www-authenticate",
    ];

    private static readonly int[] Statuses = [200, 200, 200, 201, 202, 204, 301, 304, 400, 401, 402, 403, 404, 409, 413, 429, 500, 502, 503, 504, 529, 599];

    public static GeneratedCall Of(int seed)
    {
        var random = new Random(seed);
        var method = Pick(random, Methods);
        byte[]? body = method is "GET" or "HEAD" or "OPTIONS" ? null : Bytes(random);
        var headers = HeadersOf(random, Names);
        if (body is not null)
        {
            headers.Add(("content-type", Pick(random, ["application/json", "multipart/form-data; boundary=x", "application/x-of-tomorrow"])));
        }

        var status = Pick(random, Statuses);
        var answer = status is 204 or 304 || method == "HEAD" ? [] : Bytes(random);
        var answerHeaders = HeadersOf(random, AnswerNames);
        answerHeaders.Add(("content-type", Pick(random, ["application/json", "text/event-stream; charset=utf-8", "text/html"])));
        return new GeneratedCall(method, Pick(random, Targets), headers, body, random.Next(2) == 0, status, answerHeaders, answer, random.Next(2) == 0);
    }

    /// <summary>The same, but what the Messages API answers is an answer, or a failure that lasts.</summary>
    public GeneratedCall WithNothingToRecover() => Method != "POST" || !Target.StartsWith("/v1/messages", StringComparison.Ordinal) || Target.Contains("batches", StringComparison.Ordinal)
        ? this
        : Status == 200
            ? this with
            {
                Answer = Encoding.UTF8.GetBytes(AnswerHeaders[^1].Value.StartsWith("text/event-stream", StringComparison.Ordinal) ? MessagesScript.Whole : MessagesScript.Message),
            }
            : this with { Status = Status is 429 or >= 500 ? 400 : Status };

    private static List<(string Name, string Value)> HeadersOf(Random random, string[] names) =>
        [.. names.Where(_ => random.Next(3) == 0).Select(name => (name, name is "date" ? "Sun, 22 Nov 2026 07:10:15 GMT" : name == "x-empty" ? "" : Text(random)))];

    // What may stand in a header's value, as odd as it may be.
    private static string Text(Random random)
    {
        const string Letters = "abcXYZ0189 ,;:=\"/()<>@{}[]?~!#$%&'*+-.^_`|\\";
        var text = new StringBuilder();
        for (var left = random.Next(1, 60); left > 0; left--)
        {
            text.Append(Letters[random.Next(Letters.Length)]);
        }

        return text.ToString().Trim() is { Length: > 0 } value ? value : "x";
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(4) switch { 0 => 0, 1 => random.Next(200), 2 => random.Next(20_000), _ => random.Next(100_000) }];
        random.NextBytes(bytes);
        return bytes;
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
