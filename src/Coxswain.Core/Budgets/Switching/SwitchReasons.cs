using System.Globalization;

namespace Coxswain.Core.Budgets.Switching;

/// <summary>Says a verdict in words.</summary>
internal static class SwitchReasons
{
    public static IReadOnlyList<string> UnknownPrice(SwitchQuestion question, bool isFromUnknown, bool isToUnknown)
    {
        var models = new[] { isFromUnknown ? question.From : null, isToUnknown ? question.To.Model : null }.OfType<string>();
        return [.. models.Select(model => Text($"The price book has no price of {model} at {question.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC, so what a switch costs is not known."))];
    }

    public static IReadOnlyList<string> Of(SwitchQuestion question, SwitchFigures figures, SwitchChoice choice)
    {
        List<string> reasons =
        [
            Text($"The next turn costs {Usd(figures.NextTurnStayUsd)} on {question.From} and {Usd(figures.NextTurnSwitchUsd)} on {question.To.Model}; the one after it {Usd(figures.LaterTurnStayUsd)} and {Usd(figures.LaterTurnSwitchUsd)}."),
            Moment(question, figures),
            BreakEven(question, figures),
            Text($"Expected saving {Usd(figures.ExpectedSavingUsd)}, 80 % between {Usd(figures.Saving.LowUsd)} and {Usd(figures.Saving.HighUsd)}; {figures.Saving.Chance:P0} likely to be above zero."),
        ];
        reasons.AddRange(Limits(question, figures));
        reasons.AddRange(Estimates(question, figures));
        reasons.Add(choice == SwitchChoice.Switch ? Text($"Switching to {question.To.Model} is expected to pay.") : Text($"Staying with {question.From} is expected to be cheaper or the only way."));
        return reasons;
    }

    public static string Usd(decimal usd) => Text($"{(usd < 0 ? "-" : "")}${Math.Abs(usd):0.00##}");

    private static string Moment(SwitchQuestion question, SwitchFigures figures)
    {
        var when = question.Moment switch
        {
            SwitchMoment.SessionStart => "At a session's start",
            SwitchMoment.NewSubagent => "At a subagent's start",
            SwitchMoment.AfterCompaction => "After a compaction",
            SwitchMoment.AfterExpiry => "After the cache has expired",
            _ => "In the middle of a conversation",
        };
        return figures.WarmthLostUsd == 0
            ? Text($"{when} no warm cache is lost.")
            : Text($"{when} a warm cache worth {Usd(figures.WarmthLostUsd)} on the next turn is lost; writing it anew on {question.To.Model} costs {Usd(figures.RewriteUsd)}.");
    }

    private static string BreakEven(SwitchQuestion question, SwitchFigures figures)
    {
        var median = question.Remaining.Quantile(0.5) is { } turns ? Text($"{turns}") : Text($"more than {question.Remaining.Horizon}");
        var paid = figures.BreakEvenTurns switch
        {
            null => "It never pays within the turns looked ahead",
            0 => "It pays from the next turn on",
            { } after => Text($"It has paid {after} turns after the next one"),
        };
        return Text($"{paid}; half of the sessions like this have {median} or fewer turns left, the next one included.");
    }

    private static IEnumerable<string> Limits(SwitchQuestion question, SwitchFigures figures)
    {
        if (figures.Fits == false)
        {
            yield return Text($"The conversation does not fit {question.To.Model}'s window of {question.To.WindowTokens:N0} tokens.");
        }
        else if (figures.Fits is null)
        {
            yield return Text($"The window of {question.To.Model} is not known.");
        }

        if (figures.TurnsUntilCompaction is { } turns)
        {
            yield return Text($"The conversation is compacted after some {turns} more turns; a switch then loses no warm cache.");
        }
    }

    private static IEnumerable<string> Estimates(SwitchQuestion question, SwitchFigures figures)
    {
        if (figures.RethinkUsd > 0)
        {
            yield return Text($"Estimate: {question.To.Model} does not read {question.LostThinkingTokens:N0} tokens of thinking, and thinking {SwitchAssumptions.RethoughtShare:P0} of it again costs {Usd(figures.RethinkUsd)}.");
        }

        if (question.To.TokenFactor != 1)
        {
            yield return Text($"Estimate: {question.To.Model} counts {question.To.TokenFactor:0.00} tokens for each one of {question.From}.");
        }

        if (question.Remaining.SessionsSoFar < SwitchAssumptions.PriorSessions)
        {
            yield return Text($"Only {question.Remaining.SessionsSoFar} of your sessions got this far: how many turns are left rests on an assumption.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
