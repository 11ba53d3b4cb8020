namespace Coxswain.Server.Configuration;

/// <summary>Sets one value in the text of a configuration file and leaves every other line, comments included, as it is.</summary>
internal static class YamlEdit
{
    /// <param name="name">Dotted, such as <c>server.apiAddress</c>; its first part is the section.</param>
    public static string Set(string text, string name, string value)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (section, key) = (name[..dot], name[(dot + 1)..]);
        var lines = text.Length == 0 ? [] : text.Split('\n').ToList();
        var head = lines.FindIndex(line => IsKey(line, section, indent: 0));
        if (head < 0)
        {
            return Append(lines, [$"{section}:", $"  {key}: {Quoted(value)}"]);
        }

        var end = head + 1;
        while (end < lines.Count && (lines[end].Length == 0 || char.IsWhiteSpace(lines[end][0]) || lines[end][0] == '#'))
        {
            end++;
        }

        var place = lines.FindIndex(head + 1, end - head - 1, line => IsKey(line, key, indent: null));
        var ending = lines[head].EndsWith('\r') ? "\r" : "";
        if (place >= 0)
        {
            lines[place] = $"{lines[place][..(lines[place].IndexOf(':', StringComparison.Ordinal) + 1)]} {Quoted(value)}{Comment(lines[place])}";
        }
        else
        {
            var first = lines.FindIndex(head + 1, end - head - 1, line => line.Trim().Length > 0 && line.TrimStart()[0] != '#');
            var indent = first < 0 ? "  " : lines[first][..(lines[first].Length - lines[first].TrimStart().Length)];
            lines.Insert(head + 1, $"{indent}{key}: {Quoted(value)}{ending}");
        }

        return string.Join('\n', lines);
    }

    private static string Append(List<string> lines, string[] added)
    {
        var last = lines.Count > 0 && lines[^1].Length == 0;
        var kept = last ? lines[..^1] : lines;
        return string.Join('\n', [.. kept, .. added]) + "\n";
    }

    private static bool IsKey(string line, string key, int? indent)
    {
        var text = line.TrimStart();
        return (indent is null ? text.Length < line.Length : text.Length == line.Length)
            && text.StartsWith(key, StringComparison.OrdinalIgnoreCase)
            && text[key.Length..].TrimStart().StartsWith(':');
    }

    // In YAML a comment starts at "#" behind a blank, outside quotes.
    private static string Comment(string line)
    {
        var quote = '\0';
        for (var i = line.IndexOf(':', StringComparison.Ordinal) + 1; i < line.Length; i++)
        {
            if (quote == '\0' && line[i] == '#' && char.IsWhiteSpace(line[i - 1]))
            {
                return " " + line[i..];
            }

            if (line[i] is '"' or '\'')
            {
                quote = quote == '\0' ? line[i] : quote == line[i] ? '\0' : quote;
            }
        }

        return line.EndsWith('\r') ? "\r" : "";
    }

    private static string Quoted(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
