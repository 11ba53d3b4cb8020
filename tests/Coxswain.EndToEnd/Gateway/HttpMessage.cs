using System.Globalization;
using System.Text;

namespace Coxswain.EndToEnd.Gateway;

/// <summary>A request or response as it stood on the wire, its body without the chunks' frames.</summary>
/// <param name="Headers">In order; values as sent.</param>
internal sealed record HttpMessage(string StartLine, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    private static readonly string[] OfOneConnection = ["connection", "keep-alive", "transfer-encoding", "host"];

    /// <summary>Those that are for the other end, by name; the host is the address that was called.</summary>
    public IReadOnlyList<string> EndToEnd => [.. Headers
        .Where(static header => !OfOneConnection.Contains(header.Name.ToLowerInvariant()))
        .Select(static header => header.Name.ToLowerInvariant() + ": " + header.Value).Order(StringComparer.Ordinal)];

    public string? Value(string name) => Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static header => header.Value).SingleOrDefault();

    /// <summary>The whole messages one side sent on a connection, one after the other.</summary>
    /// <param name="hasBody">Of the message with this number, from 0: an answer to HEAD has none.</param>
    public static IReadOnlyList<HttpMessage> ReadAll(byte[] sent, Func<int, bool> hasBody)
    {
        var messages = new List<HttpMessage>();
        for (var at = 0; at < sent.Length;)
        {
            var end = sent.AsSpan(at).IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                break;
            }

            var lines = Encoding.Latin1.GetString(sent, at, end).Split("\r\n");
            var head = new HttpMessage(lines[0], [.. lines.Skip(1).Select(static line => (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(' ')))], []);
            at += end + 4;
            if (!hasBody(messages.Count))
            {
                messages.Add(head);
            }
            else if (head.Value("transfer-encoding") is "chunked")
            {
                messages.Add(head with { Body = Chunks(sent, ref at) });
            }
            else
            {
                var length = int.Parse(head.Value("content-length") ?? "0", CultureInfo.InvariantCulture);
                messages.Add(head with { Body = sent[at..(at + length)] });
                at += length;
            }
        }

        return messages;
    }

    private static byte[] Chunks(byte[] sent, ref int at)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var line = sent.AsSpan(at).IndexOf("\r\n"u8);
            var length = int.Parse(Encoding.Latin1.GetString(sent, at, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            at += line + 2;
            body.Write(sent, at, length);
            at += length + 2;
            if (length == 0)
            {
                return body.ToArray();
            }
        }
    }
}
