namespace Coxswain.Core.Budgets.Switching;

/// <summary>Decides, without side effects, whether a switch is made without asking.</summary>
public sealed class SwitchPolicy(SwitchLimits limits)
{
    /// <param name="budgetShare">Used share of the budget, 1 for all of it; <see langword="null"/>: no budget governs, only whether it pays counts.</param>
    /// <param name="mayForce">The user wants the switch at the whole budget even when it costs more (<c>--auto-switch-haiku</c>).</param>
    public SwitchDecision Decide(SwitchVerdict verdict, double? budgetShare, bool mayForce)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var question = verdict.Question;
        if (question.From == question.To.Model)
        {
            return Stay($"{question.From} answers already.");
        }

        if (verdict.Figures?.Fits == false)
        {
            return Stay($"The conversation does not fit {question.To.Model}'s window.");
        }

        if (mayForce && budgetShare >= limits.ForcedShare)
        {
            return Force(verdict);
        }

        return budgetShare < limits.FromShare ? Stay("The budget is not near its end.") : ByItsWorth(verdict);
    }

    private string Budget => limits.Budget.Length > 0 ? $"budget \"{limits.Budget}\"" : "the budget";

    private static SwitchDecision Stay(string why) => new(false, false, why, null);

    private SwitchDecision Force(SwitchVerdict verdict)
    {
        if (verdict.Figures is not { } figures)
        {
            return new SwitchDecision(true, true, $"Forced: {Budget} is used up. Whether this costs more than staying is not known. " + verdict.Reasons[0], null);
        }

        var extra = Math.Max(0, -figures.ExpectedSavingUsd);
        var worth = extra > 0
            ? $"this is expected to cost {SwitchReasons.Usd(extra)} more than staying with {verdict.Question.From}."
            : $"this is expected to save {SwitchReasons.Usd(figures.ExpectedSavingUsd)}.";
        return new SwitchDecision(true, true, $"Forced: {Budget} is used up; " + worth, extra);
    }

    private SwitchDecision ByItsWorth(SwitchVerdict verdict)
    {
        if (verdict.Figures is not { } figures)
        {
            return Stay(verdict.Reasons[0]);
        }

        if (figures.Fits is null)
        {
            return Stay($"Whether the conversation fits {verdict.Question.To.Model} is not known.");
        }

        if (figures.ExpectedSavingUsd <= 0)
        {
            return Stay($"Switching is expected to cost {SwitchReasons.Usd(-figures.ExpectedSavingUsd)} more than staying.");
        }

        return figures.Saving.Chance >= limits.LeastChance && figures.Saving.CautiousChance >= limits.LeastCautiousChance
            ? new SwitchDecision(true, false, $"Switching is expected to save {SwitchReasons.Usd(figures.ExpectedSavingUsd)}.", null)
            : Stay($"Switching would save {SwitchReasons.Usd(figures.ExpectedSavingUsd)} on average, but the session may end before it has paid.");
    }
}
