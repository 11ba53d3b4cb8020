using System.Collections.Frozen;
using System.Text;
using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Health.Window;

/// <summary>
/// Names in a text: of files (<c>auth.js</c>, of a path its last part) and identifiers that are no words of a language (<c>login_count</c>, <c>loginCount</c>,
/// <c>sha256</c>). Kept as hashes: two texts can be compared, neither had back.
/// </summary>
public static class BlockWords
{
    /// <summary>More names than this are not kept of one block.</summary>
    private const int Most = 1024;

    private const int Shortest = 4;
    private const int Longest = 128;

    public static IReadOnlySet<ulong> None { get; } = FrozenSet<ulong>.Empty;

    public static IReadOnlySet<ulong> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new HashSet<ulong>();
        Add(text, words);
        return words.Count == 0 ? None : words;
    }

    /// <summary>The hash of a file's name, as a text that names the file has it.</summary>
    public static ulong OfFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Hash(path.AsSpan(path.LastIndexOfAny(['/', '\\']) + 1));
    }

    internal static void Add(ReadOnlySpan<char> text, HashSet<ulong> words)
    {
        var start = 0;
        while (start < text.Length && words.Count < Most)
        {
            while (start < text.Length && !IsPart(text[start]))
            {
                start++;
            }

            var end = start;
            while (end < text.Length && IsPart(text[end]))
            {
                end++;
            }

            AddWord(text[start..end].Trim('.').Trim('-'), words);
            start = end;
        }
    }

    private static void AddWord(ReadOnlySpan<char> word, HashSet<ulong> words)
    {
        if (word.Length is < Shortest or > Longest)
        {
            return;
        }

        if (IsFile(word))
        {
            words.Add(Hash(word));
        }

        foreach (var range in word.SplitAny('.', '-'))
        {
            if (word[range] is { Length: >= Shortest } name && IsIdentifier(name))
            {
                words.Add(Hash(name));
            }
        }
    }

    private static bool IsPart(char one) => char.IsLetterOrDigit(one) || one is '_' or '.' or '-';

    /// <summary>Letters before a dot and behind it: no number, no end of a sentence.</summary>
    private static bool IsFile(ReadOnlySpan<char> word)
    {
        var dot = word.LastIndexOf('.');
        return dot > 0 && dot < word.Length - 1 && char.IsLetter(word[dot + 1]) && word[..dot].ContainsAnyInRange('A', 'z');
    }

    private static bool IsIdentifier(ReadOnlySpan<char> name)
    {
        var (hasLetter, hasMark, isMixed) = (false, false, false);
        for (var at = 0; at < name.Length; at++)
        {
            hasLetter |= char.IsLetter(name[at]);
            hasMark |= name[at] == '_' || char.IsAsciiDigit(name[at]);
            isMixed |= at > 0 && char.IsUpper(name[at]) && char.IsLower(name[at - 1]);
        }

        return hasLetter && (hasMark || isMixed);
    }

    private static ulong Hash(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[Math.Min(word.Length, Longest)];
        word[..lower.Length].ToLowerInvariant(lower);
        Span<byte> bytes = stackalloc byte[Longest * 3];
        return FileHead.Hash(bytes[..Encoding.UTF8.GetBytes(lower, bytes)]);
    }
}
