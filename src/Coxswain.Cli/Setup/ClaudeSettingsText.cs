using System.Text.Json;

namespace Coxswain.Cli.Setup;

/// <summary>
/// Sets members in a Claude Code settings text and undoes it, changing no other character. New members go in one block directly behind the opening
/// brace: there no existing comma, comment or line has to move. Texts are Latin-1 images of the file's bytes, so any byte survives.
/// </summary>
internal static class ClaudeSettingsText
{
    /// <param name="text"><see langword="null"/> when there is no file.</param>
    /// <exception cref="FormatException">The text is not a settings object, or something else stands where we want an object or a list.</exception>
    public static SettingsEdit Set(string? text, params IReadOnlyList<SettingsWish> wishes)
    {
        var edited = string.IsNullOrWhiteSpace(text) ? "{}\n" : text;
        var places = new List<SettingsPlace>();
        foreach (var wish in wishes)
        {
            edited = SettingsPlaceText.Set(edited, wish, places);
        }

        return new SettingsEdit(edited, places, CreatedFile: text is null);
    }

    /// <summary>Sets variables of <c>env</c>.</summary>
    /// <inheritdoc cref="Set(string?, IReadOnlyList{SettingsWish})"/>
    public static SettingsEdit Set(string? text, IReadOnlyList<(string Name, string Value)> variables) => Set(text, SettingsWish.Environment(variables));

    /// <exception cref="FormatException">The text is not a settings object.</exception>
    public static SettingsUndo Undo(string text, SettingsEdit edit)
    {
        var undone = new List<string>();
        var kept = new List<string>();
        foreach (var place in edit.Places.Reverse())
        {
            text = SettingsPlaceUndo.Undo(text, place, undone, kept);
        }

        var empty = edit.CreatedFile && Root(text).Members.Count == 0 && text.Trim() is var rest && rest.StartsWith('{') && rest[1..^1].Trim().Length == 0;
        return new SettingsUndo(empty ? null : text, undone, kept);
    }

    /// <summary>The variables of <c>env</c> whose values are texts.</summary>
    /// <exception cref="FormatException">The text is not a settings object.</exception>
    public static IReadOnlyDictionary<string, string> Variables(string? text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!string.IsNullOrWhiteSpace(text) && Find(text, "env") is { } env)
        {
            foreach (var member in env.Members.Where(member => text[member.ValueStart] == '"'))
            {
                found[member.Name] = JsonSerializer.Deserialize<string>(env.ValueOf(member)) ?? "";
            }
        }

        return found;
    }

    /// <summary>Whether the settings have that member, other than <see langword="null"/> and an empty text.</summary>
    /// <exception cref="FormatException">The text is not a settings object.</exception>
    public static bool Has(string text, string name) => !string.IsNullOrWhiteSpace(text)
        && Root(text) is var root && root.Find(name) is { } member && root.ValueOf(member) is not ("null" or "\"\"");

    /// <summary>The object of that name, the settings themselves for an empty one; <see langword="null"/> when there is none, or no object.</summary>
    /// <exception cref="FormatException">The text is not a settings object.</exception>
    public static JsonContainerText? Find(string text, string parent)
    {
        var root = Root(text);
        return parent.Length == 0 ? root : root.Find(parent) is { } member ? JsonContainerText.ObjectAt(text, member.ValueStart) : null;
    }

    /// <exception cref="FormatException">The text is not a settings object.</exception>
    public static JsonContainerText Root(string text)
    {
        var start = text.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal) ? 3 : 0;
        try
        {
            using var document = JsonTexts.Parse(text[start..]);
        }
        catch (JsonException problem)
        {
            throw new FormatException($"not valid JSON (line {problem.LineNumber + 1}).", problem);
        }

        return JsonContainerText.ObjectAt(text, start) ?? throw new FormatException("not a JSON object.");
    }
}
