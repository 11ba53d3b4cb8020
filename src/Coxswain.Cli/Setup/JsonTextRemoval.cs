namespace Coxswain.Cli.Setup;

/// <summary>Removes one member of an object or a list with its comma and the white space before it, and nothing else.</summary>
internal static class JsonTextRemoval
{
    public static string Remove(string text, JsonContainerText target, string name) => target.Find(name) is { } member ? Remove(text, target, member) : text;

    public static string Remove(string text, JsonContainerText target, JsonMember member)
    {
        var start = member.Start;
        while (start > target.Open + 1 && text[start - 1] is ' ' or '\t' or '\r' or '\n')
        {
            start--;
        }

        if (member.Comma >= 0)
        {
            return text.Remove(start, member.Comma + 1 - start);
        }

        // The last member: the comma before it goes too, or the object would end with one.
        var index = target.Members.ToList().IndexOf(member);
        text = text.Remove(start, member.ValueEnd - start);
        return index > 0 ? text.Remove(target.Members[index - 1].Comma, 1) : text;
    }
}
