namespace Coxswain.Cli.Setup;

/// <summary>How a text lays out the members of an object or a list, so that ours look like their neighbours.</summary>
/// <param name="Before">White space before a member.</param>
/// <param name="BeforeClose">White space before the closing brace or bracket, where there is none yet.</param>
/// <param name="Unit">One level of indentation; empty for a text on one line.</param>
internal readonly record struct JsonStyle(string Before, string BeforeClose, string Unit)
{
    public string AfterColon { get; } = " ";

    public static JsonStyle Of(string text, JsonContainerText target)
    {
        var inside = text[(target.Open + 1)..];
        var space = inside[..(inside.Length - inside.TrimStart(' ', '\t', '\r', '\n').Length)];
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        if (target.Members.Count > 0)
        {
            var unit = space.Contains('\n', StringComparison.Ordinal) ? IndentUnit(text, space, target) : "";
            return new JsonStyle(LastLine(space, newLine), "", unit);
        }

        // An empty object: one level deeper than the line it stands on.
        var line = text[(text.LastIndexOf('\n', target.Open) + 1)..target.Open];
        var indent = line[..(line.Length - line.TrimStart(' ', '\t').Length)];
        var step = indent.Contains('\t', StringComparison.Ordinal) ? "\t" : "  ";
        return new JsonStyle(newLine + indent + step, space.Contains('\n', StringComparison.Ordinal) ? "" : newLine + indent, step);
    }

    /// <summary>The layout of an object that is itself a member here.</summary>
    public JsonStyle Deeper() => Unit.Length == 0 ? new JsonStyle("", "", "") : new JsonStyle(Before + Unit, Before, Unit);

    // Blank lines above the first member are not repeated for ours.
    private static string LastLine(string space, string newLine)
        => space.Contains('\n', StringComparison.Ordinal) ? newLine + space[(space.LastIndexOf('\n') + 1)..] : space;

    private static string IndentUnit(string text, string space, JsonContainerText target)
    {
        var indent = space[(space.LastIndexOf('\n') + 1)..];
        var line = text[(text.LastIndexOf('\n', target.Open) + 1)..target.Open];
        var outer = line[..(line.Length - line.TrimStart(' ', '\t').Length)];
        return indent.Length > outer.Length && indent.StartsWith(outer, StringComparison.Ordinal) ? indent[outer.Length..] : "  ";
    }
}
