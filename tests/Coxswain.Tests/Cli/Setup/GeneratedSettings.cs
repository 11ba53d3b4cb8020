using System.Text;
using System.Text.Json;
using CsCheck;

namespace Coxswain.Tests.Cli.Setup;

/// <summary>Settings files as people and programs write them: any layout, line ends, comments, trailing commas, a BOM, odd keys, our own keys among them.</summary>
internal static class GeneratedSettings
{
    private static readonly Gen<string> Space = Words("", " ", "\n", "\n  ", "\r\n\t", "\n\n    ", " // note, \"env\": {\n", "/* { */", "\t");
    // .NET's reader refuses comments before a colon, and so do we.
    private static readonly Gen<string> Blank = Words("", " ", "\n ");
    private static readonly Gen<string> Name = Gen.Frequency(
        (3, Words("model", "permissions", "hooks", "\\u0065nv2", "ключ", "a\\\"b", "CLAUDE_CODE_ENABLE_TELEMETRY", "OTEL_LOGS_EXPORTER")),
        (1, Gen.String[Gen.Char.AlphaNumeric, 1, 8]));

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Words("1", "-0.5e3", "true", "false", "null", "\"\"", "\"otlp\"", "\"none\"", "\"a{b}[c],:\\\"//\"", "\"日本\""),
        Gen.String.Select(text => JsonSerializer.Serialize(text)));

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, inner) => depth > 2
        ? Scalar
        : Gen.Frequency((4, Scalar), (1, Object(Name, inner)), (1, Array(inner))));

    private static readonly Gen<string> Env = Gen.Select(Blank, Space, Object(Name, Scalar)).Select((before, after, value) => $"\"env\"{before}:{after}{value}");

    /// <summary>Bytes as Latin-1 characters, which is how the editing code sees a file.</summary>
    public static readonly Gen<string> Text = Gen.Select(Gen.Bool, Space, Members(), Space).Select((bom, before, root, after)
        => Encoding.Latin1.GetString([.. bom ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(before + root + after)]));

    private static Gen<string> Members() => Gen.Select(Gen.Frequency((3, Env.Select(env => (string?)env)), (1, Gen.Const((string?)null))), Pair(Name, Value).List[0, 4], Space, Gen.Bool)
        .Select((env, pairs, space, trailing) =>
        {
            var members = env is null ? pairs : [.. pairs.Take(pairs.Count / 2), env, .. pairs.Skip(pairs.Count / 2)];
            return Wrap('{', members, '}', space, trailing);
        });

    private static Gen<string> Pair(Gen<string> name, Gen<string> value)
        => Gen.Select(Space, name, Blank, Space, value).Select((before, key, beforeColon, afterColon, text) => $"{before}\"{key}\"{beforeColon}:{afterColon}{text}");

    private static Gen<string> Object(Gen<string> name, Gen<string> value)
        => Gen.Select(Pair(name, value).List[0, 4], Space, Gen.Bool).Select((pairs, space, trailing) => Wrap('{', pairs, '}', space, trailing));

    private static Gen<string> Array(Gen<string> value)
        => Gen.Select(value.List[0, 3], Space, Gen.Bool).Select((items, space, trailing) => Wrap('[', items, ']', space, trailing));

    private static Gen<string> Words(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static string Wrap(char open, List<string> members, char close, string space, bool trailing)
        => $"{open}{string.Join(space + ",", members)}{(trailing && members.Count > 0 ? "," : "")}{space}{close}";
}
