using System.Text;
using System.Text.Json;

namespace Coxswain.Cli.Setup;

/// <summary>
/// Sets members of <c>env</c> in a Claude Code settings text and undoes it, changing no other character. New members go in one block directly
/// behind the opening brace: there no existing comma, comment or line has to move. Texts are Latin-1 images of the file's bytes, so any byte survives.
/// </summary>
internal static class ClaudeSettingsText
{
    private const string Env = "env";
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 128 };

    /// <param name="text"><see langword="null"/> when there is no file.</param>
    /// <exception cref="FormatException">The text is not a settings object.</exception>
    public static SettingsEdit Set(string? text, IReadOnlyList<(string Name, string Value)> wanted)
    {
        var original = string.IsNullOrWhiteSpace(text) ? "{}\n" : text;
        var root = Root(original);
        var env = root.Find(Env) is { } member
            ? JsonObjectText.At(original, member.ValueStart) ?? throw new FormatException("\"env\" is not an object.")
            : null;
        var changes = wanted
            .Select(pair => new SettingsChange(pair.Name, JsonSerializer.Serialize(pair.Value), env?.Find(pair.Name) is { } found ? env.ValueOf(found) : null))
            .Where(change => change.Previous != change.Value)
            .ToArray();
        var added = changes.Where(change => change.Previous is null).ToArray();
        var block = added.Length == 0 ? "" : env is null ? EnvBlock(original, root, added) : Block(original, env, [.. added.Select(Written)]);
        var edited = Replace(original, env, changes);
        edited = edited.Insert((env ?? root).Open + 1, block);
        return new SettingsEdit(edited, changes, block, CreatedFile: text is null, CreatedEnv: env is null);
    }

    /// <exception cref="FormatException">The text is not a settings object.</exception>
    public static SettingsUndo Undo(string text, SettingsEdit edit)
    {
        var undone = new List<string>();
        var kept = new List<string>();
        foreach (var change in edit.Changes)
        {
            var env = FindEnv(text);
            var current = env?.Find(change.Name) is { } member ? env.ValueOf(member) : null;
            (current == change.Value ? undone : kept).Add(change.Name);
        }

        var restored = UndoReplaced(text, edit, undone);
        restored = UndoAdded(restored, edit, undone);
        if (edit.CreatedEnv && FindEnv(restored) is { Members.Count: 0 })
        {
            restored = JsonTextRemoval.Remove(restored, Root(restored), Env);
        }

        var empty = edit.CreatedFile && Root(restored).Members.Count == 0 && restored.Trim() is var rest && rest.StartsWith('{') && rest[1..^1].Trim().Length == 0;
        return new SettingsUndo(empty ? null : restored, undone, kept);
    }

    /// <summary>The variables of <c>env</c> whose values are texts.</summary>
    /// <exception cref="FormatException">The text is not a settings object.</exception>
    public static IReadOnlyDictionary<string, string> Variables(string? text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!string.IsNullOrWhiteSpace(text) && FindEnv(text) is { } env)
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

    private static JsonObjectText? FindEnv(string text) => Root(text).Find(Env) is { } member ? JsonObjectText.At(text, member.ValueStart) : null;

    private static JsonObjectText Root(string text)
    {
        var start = text.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal) ? 3 : 0;
        try
        {
            using var document = JsonDocument.Parse(Encoding.Latin1.GetBytes(text[start..]), Lenient);
        }
        catch (JsonException problem)
        {
            throw new FormatException($"not valid JSON (line {problem.LineNumber + 1}).", problem);
        }

        return JsonObjectText.At(text, start) ?? throw new FormatException("not a JSON object.");
    }

    private static string Replace(string text, JsonObjectText? env, IEnumerable<SettingsChange> changes)
    {
        var places = changes.Where(change => change.Previous is not null).Select(change => (Change: change, Member: env!.Find(change.Name)!.Value));
        return places.OrderByDescending(place => place.Member.ValueStart)
            .Aggregate(text, (edited, place) => string.Concat(edited.AsSpan(0, place.Member.ValueStart), place.Change.Value, edited.AsSpan(place.Member.ValueEnd)));
    }

    private static string UndoReplaced(string text, SettingsEdit edit, List<string> undone)
    {
        foreach (var change in edit.Changes.Where(change => change.Previous is not null && undone.Contains(change.Name)))
        {
            if (FindEnv(text)?.Find(change.Name) is { } member)
            {
                text = string.Concat(text.AsSpan(0, member.ValueStart), change.Previous, text.AsSpan(member.ValueEnd));
            }
        }

        return text;
    }

    private static string UndoAdded(string text, SettingsEdit edit, List<string> undone)
    {
        var added = edit.Changes.Where(change => change.Previous is null).Select(change => change.Name).ToArray();
        var place = (edit.CreatedEnv ? Root(text) : FindEnv(text))?.Open + 1 ?? 0;
        if (edit.Block.Length > 0 && added.All(undone.Contains) && text.AsSpan(place).StartsWith(edit.Block, StringComparison.Ordinal))
        {
            return text.Remove(place, edit.Block.Length);
        }

        foreach (var name in added.Where(undone.Contains))
        {
            if (FindEnv(text) is { } env)
            {
                text = JsonTextRemoval.Remove(text, env, name);
            }
        }

        return text;
    }

    private static string EnvBlock(string text, JsonObjectText root, SettingsChange[] added)
    {
        var style = JsonStyle.Of(text, root);
        var inner = style.Deeper();
        var members = string.Join(",", added.Select(change => inner.Before + Written(change)));
        return Block(text, root, [$"\"{Env}\":{style.AfterColon}{{{members}{inner.BeforeClose}}}"]);
    }

    private static string Block(string text, JsonObjectText target, string[] members)
    {
        var style = JsonStyle.Of(text, target);
        var joined = string.Join(",", members.Select(member => style.Before + member));
        return target.Members.Count > 0 ? joined + "," : joined + style.BeforeClose;
    }

    private static string Written(SettingsChange change) => $"\"{change.Name}\": {change.Value}";
}
