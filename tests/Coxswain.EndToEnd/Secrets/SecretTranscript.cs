using System.Globalization;
using System.Text.Json;

namespace Coxswain.EndToEnd.Secrets;

/// <summary>A session whose every text is secrets: none of it belongs into anything we write.</summary>
internal static class SecretTranscript
{
    private const string Session = "5ec4e700-0000-4000-8000-000000000001";

    public static string Of(PlantedSecrets secrets)
    {
        var number = 0;
        string Line(object line) => JsonSerializer.Serialize(line);
        object Message(string role, object content) => new { role, id = "msg_secret", model = "claude-opus-4-1", type = "message", content, usage = new { input_tokens = 10, output_tokens = 5 } };
        object Entry(string type, object? message, string text) => new
        {
            type, message, uuid = $"00000000-0000-4000-8000-{++number:D12}", timestamp = "2026-11-22T07:10:15.492Z", cwd = "/home/dev/shop", sessionId = Session, version = "2.1.330", requestId = "req_secret",
            gitBranch = "main", promptId = "5ec4e700-0000-4000-8000-00000000000a", unknownField = text,
        };
        string Placed(string place) => secrets.Joined("transcript: " + place);
        string[] lines =
        [
            Line(Entry("user", new { role = "user", content = Placed("prompt") }, Placed("unknown field of a prompt"))),
            Line(Entry("assistant", Message("assistant", new object[] { new { type = "thinking", thinking = Placed("thinking"), signature = Placed("signature") } }), "")),
            Line(Entry("assistant", Message("assistant", new object[] { new { type = "text", text = Placed("answer") } }), Placed("unknown field of an answer"))),
            Line(Entry("assistant", Message("assistant", new object[]
            {
                new { type = "tool_use", id = "toolu_1", name = "Bash", input = new { command = Placed("tool input"), description = Placed("tool description") } },
                new { type = "tool_use", id = "toolu_2", name = "WebFetch", input = new { url = $"https://me:{Uri.EscapeDataString(Placed("user of a URL"))}@git.example/{Uri.EscapeDataString(Placed("path of a URL"))}?token={Uri.EscapeDataString(Placed("query of a URL"))}#{Uri.EscapeDataString(Placed("fragment of a URL"))}", prompt = Placed("prompt of a fetch") } },
                new { type = "tool_use", id = "toolu_3", name = "mcp__files__get", input = new { path = "https://git.example/" + Uri.EscapeDataString(Placed("URL as a path")) } },
                new { type = "tool_use", id = "toolu_4", name = "WebFetch", input = new { url = "data:text/plain," + Uri.EscapeDataString(Placed("URL that is data")) } },
            }), "")),
            Line(Entry("user", new { role = "user", content = new object[] { new { type = "tool_result", tool_use_id = "toolu_1", is_error = true, content = Placed("tool output") } } }, Placed("unknown field of a result"))),
            Line(new { type = "system", subtype = "api_error", uuid = "00000000-0000-4000-8000-0000000000e0", timestamp = "2026-11-22T07:10:16.492Z", sessionId = Session, error = new { status = 500, message = Placed("error of the API") }, content = Placed("text of an error") }),
            Line(new { type = "brand-new-type", sessionId = Session, timestamp = "2026-11-22T07:10:17.492Z", content = Placed("unknown line") }),
            "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"" + Placed("damaged line"),
            string.Create(CultureInfo.InvariantCulture, $"not json at all {Placed("line that is no JSON")}"),
        ];
        return string.Join('\n', lines) + "\n";
    }
}
