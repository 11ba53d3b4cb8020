namespace Coxswain.Cli.Setup;

/// <summary>Undoes what was set in one place, as far as it is still what we set.</summary>
internal static class SettingsPlaceUndo
{
    /// <exception cref="FormatException">The text is not a settings object.</exception>
    public static string Undo(string text, SettingsPlace place, List<string> undone, List<string> kept)
    {
        var whole = place.Changes.Where(change => IsWhole(text, place, change)).ToArray();
        var partly = new List<SettingsChange>();
        var restored = whole.Aggregate(text, (edited, change) => PutBack(edited, place, change));
        restored = RemoveAdded(restored, place, whole);
        foreach (var change in place.Changes.Except(whole).Where(static change => change.Value.StartsWith('[')))
        {
            if (SettingsListUndo.TakeOut(restored, place.Parent, change) is { } without)
            {
                restored = without;
                partly.Add(change);
            }
        }

        foreach (var change in place.Changes)
        {
            (whole.Contains(change) || partly.Contains(change) ? undone : kept).Add(place.Named(change));
        }

        return place.CreatedParent && ClaudeSettingsText.Find(restored, place.Parent) is { Members.Count: 0 }
            ? JsonTextRemoval.Remove(restored, ClaudeSettingsText.Root(restored), place.Parent)
            : restored;
    }

    // A list that others have added to as well is undone piece by piece.
    private static bool IsWhole(string text, SettingsPlace place, SettingsChange change)
    {
        var parent = ClaudeSettingsText.Find(text, place.Parent);
        if (parent?.Find(change.Name) is not { } member)
        {
            return false;
        }

        return place.List is null
            ? JsonTexts.Same(parent.ValueOf(member), change.Value)
            : JsonContainerText.ListAt(text, member.ValueStart) is { } list && text.AsSpan(list.Open + 1).StartsWith(place.Block, StringComparison.Ordinal);
    }

    private static string PutBack(string text, SettingsPlace place, SettingsChange change)
        => change.Previous is not null && ClaudeSettingsText.Find(text, place.Parent)?.Find(change.Name) is { } member
            ? string.Concat(text.AsSpan(0, member.ValueStart), change.Previous, text.AsSpan(member.ValueEnd))
            : text;

    private static string RemoveAdded(string text, SettingsPlace place, SettingsChange[] whole)
    {
        var added = place.Changes.Where(static change => change.Previous is null).ToArray();
        if (place.Block.Length > 0 && added.All(whole.Contains) && BlockStart(text, place) is { } start && text.AsSpan(start).StartsWith(place.Block, StringComparison.Ordinal))
        {
            return text.Remove(start, place.Block.Length);
        }

        return added.Where(whole.Contains).Aggregate(
            text, (edited, change) => ClaudeSettingsText.Find(edited, place.Parent) is { } parent ? JsonTextRemoval.Remove(edited, parent, change.Name) : edited);
    }

    private static int? BlockStart(string text, SettingsPlace place)
    {
        var parent = place.CreatedParent ? ClaudeSettingsText.Root(text) : ClaudeSettingsText.Find(text, place.Parent);
        return place.List is null || parent is null ? parent?.Open + 1
            : parent.Find(place.List) is { } member ? JsonContainerText.ListAt(text, member.ValueStart)?.Open + 1 : null;
    }
}
