using System.Globalization;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Errors;

/// <summary>Warnings from what failed, each with the numbers that say so: what one session's analysis suggests, and what only many sessions show.</summary>
internal static class ErrorSuggestions
{
    public static IReadOnlyList<Suggestion> For(ErrorRateReport report, IReadOnlyList<StoredFailure> ended, AutoRecoveryTold? autoRecovery)
        => [.. new[] { More(report.Recent), Model(report) }.OfType<Suggestion>(), .. Suggestions.For(AsOfOneSession(report, autoRecovery), ended)];

    /// <summary>In the last hour more tries fail than chance explains.</summary>
    private static Suggestion? More(RecentErrors? recent) => recent is not null && recent.FailedTries.IsAbove(recent.FailedTriesBefore)
        ? new Suggestion(
            "The API fails more often just now. Let long work wait for a little, or send it through the gateway, which tries again unseen.",
            $"{Text(recent.FailedTries)} of tries failed in the last hour, {Text(recent.FailedTriesBefore)} in the 7 days before.", recent.FailedTries.Of + recent.FailedTriesBefore.Of, null)
        : null;

    /// <summary>One model fails more often than all others together.</summary>
    private static Suggestion? Model(ErrorRateReport report)
    {
        foreach (var row in report.Models.Where(static row => row.ModelId.Length > 0))
        {
            var rest = new Proportion(report.GivenUp.Count - row.GivenUp.Count, report.GivenUp.Of - row.GivenUp.Of);
            if (row.GivenUp.IsAbove(rest))
            {
                return new Suggestion($"Prefer another model than {row.ModelId} for now, where the work allows it.", $"{Text(row.GivenUp)} of its requests were given up, {Text(rest)} of all others.", report.GivenUp.Of, null);
            }
        }

        return null;
    }

    private static ErrorAnalysis AsOfOneSession(ErrorRateReport report, AutoRecoveryTold? autoRecovery) => new(
        "", report.State, report.AsOf, null, null, report.Answered, report.GivenUp, report.FailedTries.Count, report.IsTriesLeast, report.RecoveredByClient, report.UnknownEnds, null, report.IsCut,
        [.. report.Classes.Select(static row => new FailureClassRow(row.Class, row.GivenUp, row.FailedTries, row.Recovered))],
        [.. report.Sizes.Select(static row => new SizeRow("", row.Size, row.GivenUp, new Proportion(0, 0), Spread.Of([]), Spread.Of([])))],
        null)
    {
        AutoRecovery = autoRecovery,
    };

    private static string Text(Proportion part) => part.Rate is null ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{part.Count:N0} of {part.Of:N0} ({part.Rate:P1}, 95 % interval {part.Low:P1} to {part.High:P1})");
}
