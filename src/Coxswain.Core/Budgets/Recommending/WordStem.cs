namespace Coxswain.Core.Budgets.Recommending;

/// <summary>Takes the commonest English endings off a word, so that <c>debugging</c> and <c>debug</c> are one. What it makes need not be a word; both sides of a comparison go through it.</summary>
internal static class WordStem
{
    /// <param name="word">Lower case.</param>
    public static string Of(string word)
    {
        var stem = WithoutPlural(word);
        stem = WithoutForm(stem, "ing", 6) ?? WithoutForm(stem, "ed", 5) ?? stem;
        return stem.Length > 3 && stem[^1] == 'e' ? stem[..^1] : stem;
    }

    private static string WithoutPlural(string word)
    {
        if (word.Length < 4 || word[^1] != 's' || word[^2] is 's' or 'u' or 'i')
        {
            return word;
        }

        return word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4 ? word[..^3] + "y"
            : word.EndsWith("sses", StringComparison.Ordinal) ? word[..^2]
            : word[..^1];
    }

    private static string? WithoutForm(string word, string ending, int least)
    {
        if (word.Length < least || !word.EndsWith(ending, StringComparison.Ordinal))
        {
            return null;
        }

        var stem = word[..^ending.Length];
        return !stem.Any(IsVowel) ? null : stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z') ? stem[..^1] : stem;
    }

    private static bool IsVowel(char character) => character is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
