namespace Coxswain.Cli.Setup;

/// <summary>Sets what one <see cref="SettingsWish"/> asks for.</summary>
internal static class SettingsPlaceText
{
    /// <param name="places">Gets what was changed; nothing when all was there already.</param>
    /// <exception cref="FormatException">Something else stands where an object or a list is wanted.</exception>
    public static string Set(string text, SettingsWish wish, List<SettingsPlace> places)
    {
        var parent = ClaudeSettingsText.Find(text, wish.Parent);
        if (parent is null && ClaudeSettingsText.Root(text).Find(wish.Parent) is not null)
        {
            throw new FormatException($"\"{wish.Parent}\" is not an object.");
        }

        var lists = wish.Members.Where(member => member.Json.StartsWith('[') && parent?.Find(member.Name) is not null).ToArray();
        text = SetMembers(text, wish.Parent, parent, wish.Members.Except(lists), places);
        return lists.Aggregate(text, (edited, list) => AddToList(edited, wish.Parent, list.Name, list.Json, places));
    }

    private static string SetMembers(string text, string parentName, JsonContainerText? parent, IEnumerable<(string Name, string Json)> members, List<SettingsPlace> places)
    {
        var changes = members
            .Select(member => new SettingsChange(member.Name, member.Json, parent?.Find(member.Name) is { } found ? parent.ValueOf(found) : null))
            .Where(static change => change.Previous is null || !JsonTexts.Same(change.Previous, change.Value))
            .ToArray();
        if (changes.Length == 0)
        {
            return text;
        }

        var root = ClaudeSettingsText.Root(text);
        var added = changes.Where(static change => change.Previous is null).ToArray();
        var block = added.Length == 0 ? "" : parent is null ? NewObject(text, root, parentName, added) : Block(text, parent, [.. added.Select(Written)]);
        places.Add(new SettingsPlace(parentName, null, changes, block, CreatedParent: parent is null));
        return Replace(text, parent, changes).Insert((parent ?? root).Open + 1, block);
    }

    private static string AddToList(string text, string parentName, string name, string json, List<SettingsPlace> places)
    {
        var parent = ClaudeSettingsText.Find(text, parentName) ?? throw new FormatException($"\"{parentName}\" is not an object.");
        var list = (parent.Find(name) is { } member ? JsonContainerText.ListAt(text, member.ValueStart) : null) ?? throw new FormatException($"\"{parentName}.{name}\" is not a list.");
        var ours = JsonContainerText.ListAt(json, 0) ?? throw new FormatException($"What is to be added to \"{parentName}.{name}\" is not a list.");
        var missing = ours.Members.Select(ours.ValueOf).Where(one => !list.Members.Any(there => JsonTexts.Same(list.ValueOf(there), one))).ToArray();
        if (missing.Length == 0)
        {
            return text;
        }

        var block = Block(text, list, missing);
        places.Add(new SettingsPlace(parentName, name, [new SettingsChange(name, $"[{string.Join(",", missing)}]", null)], block, CreatedParent: false));
        return text.Insert(list.Open + 1, block);
    }

    private static string Replace(string text, JsonContainerText? parent, IEnumerable<SettingsChange> changes)
    {
        var places = changes.Where(change => change.Previous is not null).Select(change => (
            Change: change, Member: parent?.Find(change.Name) ?? throw new FormatException($"\"{change.Name}\" has a previous value and is not there.")));
        return places.OrderByDescending(place => place.Member.ValueStart)
            .Aggregate(text, (edited, place) => string.Concat(edited.AsSpan(0, place.Member.ValueStart), place.Change.Value, edited.AsSpan(place.Member.ValueEnd)));
    }

    private static string NewObject(string text, JsonContainerText root, string name, SettingsChange[] added)
    {
        var style = JsonStyle.Of(text, root);
        var inner = style.Deeper();
        var members = string.Join(",", added.Select(change => inner.Before + Written(change)));
        return Block(text, root, [$"\"{name}\":{style.AfterColon}{{{members}{inner.BeforeClose}}}"]);
    }

    private static string Block(string text, JsonContainerText target, string[] members)
    {
        var style = JsonStyle.Of(text, target);
        var joined = string.Join(",", members.Select(member => style.Before + member));
        return target.Members.Count > 0 ? joined + "," : joined + style.BeforeClose;
    }

    private static string Written(SettingsChange change) => $"\"{change.Name}\": {change.Value}";
}
