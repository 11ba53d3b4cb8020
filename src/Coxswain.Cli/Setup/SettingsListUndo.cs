namespace Coxswain.Cli.Setup;

/// <summary>Takes our elements out of a list that others changed as well. Hooks are lists of groups, and someone may have put a hook of theirs into our group.</summary>
internal static class SettingsListUndo
{
    private const string Inner = "hooks";

    /// <returns><see langword="null"/> when none of ours is there any more.</returns>
    public static string? TakeOut(string text, string parent, SettingsChange change)
    {
        var ours = JsonContainerText.ListAt(change.Value, 0) ?? throw new FormatException($"What was added to \"{parent}.{change.Name}\" is not a list.");
        var found = false;
        foreach (var element in ours.Members.Select(ours.ValueOf))
        {
            if (TakeOutElement(text, parent, change.Name, element) is { } without)
            {
                text = without;
                found = true;
            }
        }

        return found ? text : null;
    }

    private static string? TakeOutElement(string text, string parent, string name, string element)
    {
        if (ClaudeSettingsText.Find(text, parent)?.Find(name) is not { } member || JsonContainerText.ListAt(text, member.ValueStart) is not { } list)
        {
            return null;
        }

        foreach (var one in list.Members)
        {
            if (JsonTexts.Same(list.ValueOf(one), element))
            {
                return JsonTextRemoval.Remove(text, list, one);
            }
        }

        return TakeOutOfGroup(text, list, element);
    }

    private static string? TakeOutOfGroup(string text, JsonContainerText list, string element)
    {
        if (InnerList(element, 0) is not { Members.Count: 1 } ours)
        {
            return null;
        }

        foreach (var inner in list.Members.Select(group => InnerList(text, group.ValueStart)).OfType<JsonContainerText>().Where(static inner => inner.Members.Count > 1))
        {
            foreach (var handler in inner.Members.Where(handler => JsonTexts.Same(inner.ValueOf(handler), ours.ValueOf(ours.Members[0]))))
            {
                return JsonTextRemoval.Remove(text, inner, handler);
            }
        }

        return null;
    }

    private static JsonContainerText? InnerList(string text, int start)
        => JsonContainerText.ObjectAt(text, start)?.Find(Inner) is { } member ? JsonContainerText.ListAt(text, member.ValueStart) : null;
}
