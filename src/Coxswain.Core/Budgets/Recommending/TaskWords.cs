using System.Globalization;
using System.Text;

namespace Coxswain.Core.Budgets.Recommending;

/// <summary>
/// A text as hashes of its stemmed words and pairs of neighbouring words. The text cannot be read from them; that a guessed word is among them can be tested, so they are kept as privately as the text.
/// </summary>
internal static class TaskWords
{
    public const int MostTerms = 512;
    private const int MostCharacters = 1 << 16;
    private const int LongestWord = 40;
    private const uint Offset = 2166136261;
    private const uint Prime = 16777619;
    private const uint PairBit = 1u << 31;

    private static readonly HashSet<string> Empty = new(
        ["a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "could", "do", "for", "from", "have", "i", "if", "in", "into", "is", "it", "its", "just", "me", "my", "of", "on", "or", "our", "please", "so", "some", "that",
         "the", "their", "them", "then", "there", "these", "this", "to", "us", "want", "was", "we", "will", "with", "would", "you", "your"],
        StringComparer.Ordinal);

    /// <summary>In ascending order, each once; the first <see cref="MostTerms"/> of a long text.</summary>
    public static IReadOnlyList<uint> Of(string text)
    {
        var terms = new SortedSet<uint>();
        uint? before = null;
        foreach (var word in Words(text.Length > MostCharacters ? text[..MostCharacters] : text))
        {
            if (terms.Count >= MostTerms - 1)
            {
                break;
            }

            var hash = Hash(word);
            terms.Add(hash);
            if (before is { } first)
            {
                terms.Add(Pair(first, hash));
            }

            before = hash;
        }

        return [.. terms];
    }

    /// <summary>The one term a word or a pair of words has in a text.</summary>
    public static uint Term(string words)
    {
        var hashes = Words(words).Select(Hash).ToArray();
        return hashes switch
        {
            [var one] => one,
            [var first, var second] => Pair(first, second),
            _ => throw new ArgumentException("Must be one word or two that are not empty ones.", nameof(words)),
        };
    }

    public static bool IsPair(uint term) => (term & PairBit) != 0;

    public static bool IsTerm(string words) => Words(words).Count() is 1 or 2;

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var character in text.Append(' '))
        {
            if (char.IsLetterOrDigit(character) || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark)
            {
                word.Append(char.ToLowerInvariant(character));
                continue;
            }

            var found = word.ToString();
            word.Clear();
            foreach (var part in IsWithoutSpaces(found) ? Pairs(found) : [found])
            {
                if (part.Length is > 0 and <= LongestWord && !Empty.Contains(part))
                {
                    yield return WordStem.Of(part);
                }
            }
        }
    }

    // Chinese and Japanese put no spaces between words: neighbouring characters stand for them.
    private static bool IsWithoutSpaces(string word) => word.Length > 2 && word.Any(character => character >= 0x2E80 && character < 0xAC00);

    private static IEnumerable<string> Pairs(string word) => Enumerable.Range(0, word.Length - 1).Select(i => word.Substring(i, 2));

    // FNV-1a: the same in every process and on every machine, which string.GetHashCode is not.
    private static uint Hash(string word) => Encoding.UTF8.GetBytes(word).Aggregate(Offset, static (hash, value) => (hash ^ value) * Prime) & ~PairBit;

    private static uint Pair(uint first, uint second) => ((((first ^ 0x20) * Prime) ^ second) * Prime) | PairBit;
}
