using Coxswain.Testing.Traces.Drafting;

namespace Coxswain.Testing.Traces.Workloads;

/// <summary>How users put tasks of each difficulty. Hard ones are often put without any telling word. <c>{thing}</c>, <c>{other}</c> and <c>{file}</c> are filled in.</summary>
public sealed record TaskPhrases
{
    /// <summary>What policies were made with.</summary>
    public static TaskPhrases Development => DevelopmentPhrases.All;

    /// <summary>What they are checked on and never tuned to.</summary>
    public static TaskPhrases HeldOut => HeldOutPhrases.All;

    public required IReadOnlyList<string> Routine { get; init; }

    public required IReadOnlyList<string> Ordinary { get; init; }

    public required IReadOnlyList<string> Hard { get; init; }

    /// <summary>Hard tasks put wholly in words of routine work: nothing tells them before they are begun.</summary>
    public required IReadOnlyList<string> Misleading { get; init; }

    /// <summary>Of prompts that go on with the task before.</summary>
    public required IReadOnlyList<string> GoingOn { get; init; }

    /// <summary>What subagents are sent to look for.</summary>
    public required IReadOnlyList<string> Searches { get; init; }

    public required IReadOnlyList<string> Errands { get; init; }

    public required IReadOnlyList<string> Things { get; init; }

    public required IReadOnlyList<string> Files { get; init; }

    internal string Task(TraceDifficulty difficulty, Draws draws) => Filled(
        draws.Pick(difficulty switch
        {
            TraceDifficulty.Routine => Routine,
            TraceDifficulty.Ordinary => Ordinary,
            _ => Hard,
        }),
        draws);

    internal string MisleadingTask(Draws draws) => Filled(draws.Pick(Misleading), draws);

    internal string GoOn(Draws draws) => draws.Pick(GoingOn) is var phrase && phrase.Contains('{', StringComparison.Ordinal) ? Filled(phrase, draws) : phrase;

    internal string Search(Draws draws) => Filled(draws.Pick(Searches), draws);

    internal string Errand(Draws draws) => draws.Pick(Errands);

    private string Filled(string phrase, Draws draws) => phrase
        .Replace("{thing}", draws.Pick(Things), StringComparison.Ordinal)
        .Replace("{other}", draws.Pick(Things), StringComparison.Ordinal)
        .Replace("{file}", draws.Pick(Files), StringComparison.Ordinal);
}
