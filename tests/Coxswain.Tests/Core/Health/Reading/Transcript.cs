using System.Text;
using Coxswain.Core.Health.Reading;
using Coxswain.Core.Health.Window;

namespace Coxswain.Tests.Core.Health.Reading;

/// <summary>A transcript made of lines, as short as the reader takes them.</summary>
internal static class Transcript
{
    public static ContextWindow Read(params string[] lines)
    {
        var window = new WindowBuilder();
        var reader = new ContextLines(window);
        foreach (var line in lines)
        {
            reader.Read(Encoding.UTF8.GetBytes(line));
        }

        return window.Build();
    }

    public static string Prompt(string uuid, string parent, string text) =>
        $$"""{"type":"user","uuid":"{{uuid}}","parentUuid":"{{parent}}","isSidechain":false,"timestamp":"2026-11-20T09:00:00Z","message":{"role":"user","content":"{{text}}"} }""";

    public static string Result(string uuid, string parent, string tool, string text, bool isError = false) =>
        $$$"""{"type":"user","uuid":"{{{uuid}}}","parentUuid":"{{{parent}}}","isSidechain":false,"message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"{{{tool}}}","content":"{{{text}}}","is_error":{{{(isError ? "true" : "false")}}} }]} }""";

    public static string Text(string uuid, string parent, string request, string text, string usage = "") => Answer(uuid, parent, request, $$"""{"type":"text","text":"{{text}}"}""", usage);

    public static string Call(string uuid, string parent, string request, string id, string tool, string input, string usage = "") =>
        Answer(uuid, parent, request, $$$"""{"type":"tool_use","id":"{{{id}}}","name":"{{{tool}}}","input":{{{input}}} }""", usage);

    public static string Boundary(string trigger, long before, long after, params string[] kept) =>
        $$$"""{"type":"system","subtype":"compact_boundary","uuid":"boundary","isSidechain":false,"timestamp":"2026-11-20T10:00:00Z","compactMetadata":{"trigger":"{{{trigger}}}","preTokens":{{{before}}},"postTokens":{{{after}}},"preservedMessages":{"uuids":[{{{string.Join(',', kept.Select(one => $"\"{one}\""))}}}]} } }""";

    private static string Answer(string uuid, string parent, string request, string block, string usage) =>
        $$$"""{"type":"assistant","uuid":"{{{uuid}}}","parentUuid":"{{{parent}}}","isSidechain":false,"requestId":"{{{request}}}","timestamp":"2026-11-20T09:00:01Z","message":{"id":"m{{{request}}}","model":"claude-opus-5-5","content":[{{{block}}}],"usage":{{{(usage.Length > 0 ? usage : """{"input_tokens":10,"output_tokens":5}""")}}} } }""";
}
