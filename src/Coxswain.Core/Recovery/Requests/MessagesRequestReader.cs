using System.Text.Json;
using System.Text.Unicode;

namespace Coxswain.Core.Recovery.Requests;

/// <summary>Finds the parts of a request. What could be read in two ways (a name twice) is not read at all.</summary>
internal static class MessagesRequestReader
{
    /// <summary>The API takes no more.</summary>
    internal const int LargestBodyBytes = 32 << 20;

    /// <summary>Of messages, and of blocks: no conversation has as many, and the index of a hostile body stays small.</summary>
    internal const int MostParts = 100_000;

    public static RequestReading Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > LargestBodyBytes)
        {
            return Unreadable($"larger than {LargestBodyBytes} bytes");
        }

        if (!Utf8.IsValid(body.Span))
        {
            return Unreadable("not UTF-8");
        }

        try
        {
            return ReadRequest(body);
        }
        catch (JsonException)
        {
            return Unreadable("not JSON, or nested too deep");
        }
    }

    private static RequestReading Unreadable(string why) => new(null, why);

    private static RequestReading ReadRequest(ReadOnlyMemory<byte> body)
    {
        var json = new Utf8JsonReader(body.Span, JsonMembers.Options);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return Unreadable("not an object");
        }

        var members = new List<RequestMember>();
        var (names, scan) = (new HashSet<string>(StringComparer.Ordinal), new MessageScan());
        var (model, maxTokens, stream) = ("", (int?)null, false);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = JsonMembers.Next(ref json, 0, out var value);
            members.Add(member);
            if (!names.Add(member.Name) || members.Count > MostParts)
            {
                return Unreadable("a name stands twice, or there are too many");
            }

            switch (member.Name)
            {
                case "model" when member.Kind == JsonTokenType.String:
                    model = JsonMembers.Text(ref value);
                    break;
                case "max_tokens" when member.Kind == JsonTokenType.Number && value.TryGetInt32(out var tokens):
                    maxTokens = tokens;
                    break;
                case "stream":
                    stream = member.Kind == JsonTokenType.True;
                    break;
                case "messages" when member.Kind == JsonTokenType.StartArray:
                    scan.ReadMessages(ref value);
                    break;
                default:
                    break;
            }
        }

        // Whatever follows the object is an error.
        json.Read();
        return scan.Problem.Length > 0 ? Unreadable(scan.Problem)
            : model.Length == 0 || scan.Messages.Count == 0 ? Unreadable("no model or no messages")
            : new RequestReading(new MessagesRequest(body, model, members, scan.Messages) { MaxTokens = maxTokens, Stream = stream }, "");
    }
}
