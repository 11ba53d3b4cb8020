using Coxswain.Cli.Commands.Budgets;
using Coxswain.Cli.Output;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Tests.Cli.Commands.Budgets;

public sealed class ReceiptViewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Switches_are_told_with_what_they_saved_and_forced_ones_apart()
    {
        var shown = Show(
            Row() with { State = ReceiptState.Measured, Turns = 3, ActualUsd = 0.5m, StayingUsd = 2m, SavedUsd = 1.5m },
            Row() with { IsForced = true, State = ReceiptState.Measured, Turns = 1, ActualUsd = 1m, StayingUsd = 0.25m, SavedUsd = -0.75m },
            Row() with { IsForced = true, State = ReceiptState.NoTurns },
            Row() with { Note = "The receipt does not name both models.", ExpectedSavingUsd = null, LowUsd = null });

        Assert.Contains("All: 4 switches; saved $0.7500 in 4 turns of 2 of them ($1.5000 instead of about $2.2500); 1 without a turn yet; 1 unknown.", shown, StringComparison.Ordinal);
        Assert.Contains("Forced, whether they paid or not: 2 switches; cost $0.7500 more in 1 turn of 1 of them", shown, StringComparison.Ordinal);
        Assert.Contains("Chosen because they were expected to pay: 2 switches; saved $1.5000", shown, StringComparison.Ordinal);
        Assert.Contains("$0.3450", shown, StringComparison.Ordinal);
        Assert.Contains("-$0.0100 to $0.9000", shown, StringComparison.Ordinal);
        Assert.Contains("-$0.7500", shown, StringComparison.Ordinal);
        Assert.Contains("no turn yet", shown, StringComparison.Ordinal);
        Assert.Contains("Unknown (1 receipt, 2026-11-22 12:00): The receipt does not name both models.", shown, StringComparison.Ordinal);
        Assert.Contains("all the store keeps", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_switch_nothing_is_invented() => Assert.Equal("No model was switched yet." + Environment.NewLine, Show());

    [Fact]
    public void Unknown_of_all_is_not_0() => Assert.Contains("All: 1 switch; what they saved is not known of any; 1 unknown.", Show(Row()), StringComparison.Ordinal);

    private static ReceiptRow Row() => new(
        Noon, "session-1", "", "claude-opus-5-5", "claude-haiku-5-5", "mid_conversation", false, "It pays.", "session", 0.85, 0.345m, -0.01m, 0.9m, 1.5m, ReceiptState.Unknown, 0, null, null, null, "");

    private static string Show(params IReadOnlyList<ReceiptRow> rows)
    {
        var data = new StringWriter();
        ReceiptView.Write(
            new ReceiptReport(
                Noon, "UTC", null, "", new DateOnly(2026, 11, 22), ReceiptTotals.Of(rows), ReceiptTotals.Of(rows.Where(static row => !row.IsForced)), ReceiptTotals.Of(rows.Where(static row => row.IsForced)), rows, false, 0, null),
            new CommandOutput(data, new StringWriter(), json: false, new TerminalShape(null, false)));
        return data.ToString();
    }
}
