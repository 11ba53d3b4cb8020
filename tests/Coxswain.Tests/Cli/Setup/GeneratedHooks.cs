using System.Text;
using CsCheck;

namespace Coxswain.Tests.Cli.Setup;

/// <summary>Settings with hooks and a status line as people and programs write them; as Latin-1 images, see <see cref="GeneratedSettings"/>.</summary>
internal static class GeneratedHooks
{
    private static readonly Gen<string> Space = Words("", " ", "\n", "\n  ", "\r\n\t", "\n\n    ", " // note, hooks: [\n", "/* [ */", "\t");
    private static readonly Gen<string> Handler = Words("{\"type\":\"command\",\"command\":\"echo 'ü' \\u0041\"}", "{ \"type\" : \"http\", \"url\":\"http://x\", }", "{}", "7", "null");
    private static readonly Gen<string> Group = Gen.OneOf(
        Gen.Select(Space, List(Handler)).Select(static (space, handlers) => $"{{{space}\"matcher\":\"Bash\",{space}\"hooks\":{handlers}{space}}}"), Words("{}", "[]", "1", "{\"hooks\":3}"));

    private static readonly Gen<string> Event = Gen.Select(Space, Words("Stop", "SessionStart", "SessionEnd", "PreToolUse", "Unknown"), Space, List(Group))
        .Select(static (before, name, after, groups) => $"{before}\"{name}\":{after}{groups}");

    private static readonly Gen<string> Hooks = Gen.Select(Space, Event.List[0, 4].Select(static events => events.DistinctBy(static one => one.Split('"')[1]).ToList()), Gen.Bool)
        .Select(static (space, events, trailing) => $"\"hooks\": {{{string.Join(space + ",", events)}{(trailing && events.Count > 0 ? "," : "")}{space}}}");

    private static readonly Gen<string> Line = Words("\"statusLine\" : {\"type\":\"command\" , \"command\":\"~/line.sh\", /* mine */ }", "\"statusLine\":null", "\"statusLine\": \"x\"", "\"model\": \"opus\"");
    private static readonly Gen<string> Env = Words("\"env\": {}", "\"env\":{ \"A\":\"1\",}", "\"env\":\n{\n}", "\"x\":[1,{\"hooks\":[]}]");

    public static readonly Gen<string> Text = Gen.Select(Gen.Bool, Gen.OneOf(Hooks, Line, Env).List[0, 3], Space, Gen.Bool).Select(static (bom, members, space, trailing) =>
    {
        var distinct = members.DistinctBy(static one => one.Split('"')[1]).ToList();
        var text = $"{space}{{{space}{string.Join("," + space, distinct)}{(trailing && distinct.Count > 0 ? "," : "")}{space}}}{space}";
        return Encoding.Latin1.GetString([.. bom ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)]);
    });

    private static Gen<string> List(Gen<string> element) => Gen.Select(element.List[0, 3], Space, Gen.Bool)
        .Select(static (elements, space, trailing) => $"[{space}{string.Join("," + space, elements)}{(trailing && elements.Count > 0 ? "," : "")}{space}]");

    private static Gen<string> Words(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);
}
