using System.Globalization;
using Coxswain.Core.Recovery.Resuming;

namespace Coxswain.Core.Recovery.Analysis;

/// <summary>What may help against the failures of a session, each with the numbers that say so. Without such numbers nothing is suggested.</summary>
public static class Suggestions
{
    /// <summary>Fewer calls say nothing about how long others take.</summary>
    private const int FewestTimes = 20;

    private const double Slower = 2;

    /// <summary>A limit met now and then is what retries are for.</summary>
    private const int FewestLimited = 5;

    /// <param name="ended">The failures that ended requests.</param>
    public static IReadOnlyList<Suggestion> For(ErrorAnalysis analysis, IReadOnlyList<StoredFailure> ended)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(ended);
        Suggestion?[] all = [Passing(analysis, ended), TooLong(ended), Account(ended), Rates(analysis), Sizes(analysis), Slow(analysis)];
        return [.. all.OfType<Suggestion>()];
    }

    private static Suggestion? Passing(ErrorAnalysis analysis, IReadOnlyList<StoredFailure> ended)
    {
        var passing = ended.Count(static one => ResumePolicy.CanPass(FailureNames.ClassOf(one)));
        return passing == 0 || analysis.AutoRecovery is { IsOn: true } ? null : new Suggestion(
            "Have sessions that die of a failure that passes resumed when the API answers again.",
            $"{Text(new Proportion(passing, analysis.GivenUp.Of))} of requests ended with a failure that passes; the client's own retries brought {Text(analysis.Recovered)} of those with a failed try to an answer.{Kept(analysis.AutoRecovery)}",
            passing,
            "cox session-checkpoint --enable --auto-recovery");
    }

    private static string Kept(AutoRecoveryTold? told) => told is { Checkpoints: > 0 } ? $" Checkpoints are made already ({Count(told.Checkpoints)} of this session are kept); only resuming is off." : "";

    private static Suggestion? TooLong(IReadOnlyList<StoredFailure> ended)
    {
        var tooLong = ended.Where(static one => FailureNames.ClassOf(one) is FailureClass.PromptTooLong or FailureClass.RequestTooLarge).ToArray();
        return tooLong.Length == 0 ? null : new Suggestion(
            "Compact earlier (/compact), or let large files and outputs be read in parts: the same prompt fails again however often it is sent.",
            $"{Requests(tooLong.Length)} ended because the prompt was too long{(tooLong.Max(static one => one.PromptTokens) is { } tokens ? $"; the largest had about {Count(tokens)} tokens, by the nearest answered call" : "")}.",
            tooLong.Length,
            null);
    }

    private static Suggestion? Account(IReadOnlyList<StoredFailure> ended)
    {
        var account = ended.Where(static one => FailureNames.ClassOf(one) is FailureClass.Billing or FailureClass.SpendLimit or FailureClass.Authentication or FailureClass.Permission).ToArray();
        return account.Length == 0 ? null : new Suggestion(
            "Look at the account: key, credit, spending limit. Waiting and retrying do not help.",
            $"{Requests(account.Length)} ended with {string.Join(", ", account.Select(FailureNames.Of).Distinct().Order(StringComparer.Ordinal))}.",
            account.Length,
            null);
    }

    private static Suggestion? Rates(ErrorAnalysis analysis)
        => analysis.Classes.FirstOrDefault(static row => row.Class == FailureNames.Spelled(FailureClass.RateLimited)) is not { FailedTries: >= FewestLimited } limited ? null : new Suggestion(
            "Run fewer subagents at once, or give them a model with a limit of its own.",
            $"{Count(limited.FailedTries)} tries of {Count(analysis.GivenUp.Of)} requests were refused by a rate limit; {Text(limited.Recovered)} of the requests it struck first were answered in the end.",
            limited.FailedTries,
            null);

    /// <summary>Only when large prompts fail more often than chance explains.</summary>
    private static Suggestion? Sizes(ErrorAnalysis analysis)
    {
        foreach (var border in analysis.Sizes.Select(static row => row.Size?.From).OfType<long>().Where(static from => from > 0).Distinct().Order())
        {
            var (below, above) = (Sum(analysis, row => row.Size?.From < border), Sum(analysis, row => row.Size?.From >= border));
            if (above.IsAbove(below))
            {
                return new Suggestion(
                    $"Keep prompts under {Count(border)} tokens: compact, or start a new session for a new task.",
                    $"From {Count(border)} tokens on {Text(above)} of requests failed, below {Text(below)}.",
                    above.Of + below.Of,
                    null);
            }
        }

        return null;
    }

    private static Suggestion? Slow(ErrorAnalysis analysis)
    {
        foreach (var model in analysis.Sizes.Where(static row => row.Size is not null && row.Duration.N >= FewestTimes).GroupBy(static row => row.Model, StringComparer.Ordinal))
        {
            var (small, large) = (model.First(), model.Last());
            if (large.Size?.From > small.Size?.From && large.Duration.P95Ms >= Slower * small.Duration.P95Ms)
            {
                return new Suggestion(
                    $"Expect calls of {model.Key} from {Count(large.Size?.From ?? 0)} tokens on to be slow; a fixed timeout that suits small ones ends them too early.",
                    $"95 of 100 took up to {Seconds(large.Duration)} there (n {large.Duration.N}), from {Count(small.Size?.From ?? 0)} tokens on up to {Seconds(small.Duration)} (n {small.Duration.N}).",
                    large.Duration.N + small.Duration.N,
                    null);
            }
        }

        return null;
    }

    private static Proportion Sum(ErrorAnalysis analysis, Func<SizeRow, bool> which)
    {
        var rows = analysis.Sizes.Where(which).ToArray();
        return new Proportion(rows.Sum(static row => row.GivenUp.Count), rows.Sum(static row => row.GivenUp.Of));
    }

    private static string Text(Proportion part) => part.Rate is null ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{part.Count:N0} of {part.Of:N0} ({part.Rate:P1}, 95 % interval {part.Low:P1} to {part.High:P1})");

    private static string Seconds(Spread spread) => string.Create(CultureInfo.InvariantCulture, $"{spread.P95Ms / 1000:F1} s");

    private static string Requests(long count) => count == 1 ? "1 request" : $"{Count(count)} requests";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
