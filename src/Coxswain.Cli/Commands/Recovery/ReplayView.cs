using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Gateway;
using Coxswain.Gateway.Journal;

namespace Coxswain.Cli.Commands.Recovery;

/// <summary>Says what was tried, what worked and what it cost; or what would be tried.</summary>
internal static class ReplayView
{
    public static void Write(ReplayPlan plan, CommandOutput output)
    {
        if (output.Json)
        {
            output.WriteJson(plan);
            return;
        }

        output.WriteLine($"Prompt: {(plan.PromptTokens is { } tokens ? $"{(plan.IsEstimated ? "about " : "")}{UsageFormat.Things(tokens, "token")}" : "of unknown size")}. Tried in this order, until an answer comes:");
        output.WriteTable(new TableView(
            [new("", Number: true), new("strategy"), new("success so far", Rank: 1, Least: 18), new("what", Least: 24)],
            [.. plan.Steps.Select(static (step, i) => (IReadOnlyList<string>)[(i + 1).ToString(CultureInfo.InvariantCulture), step.Strategy, Rate(step), step.What])]));
        output.WriteLine("The order is drawn anew for each call while little is known. Nothing was sent.");
    }

    public static void Write(JournalEntry entry, ReplayAnswer answer, CallAccount account, CommandOutput output)
    {
        var worked = answer.IsAnswered && account.Attempts.Count > 0 ? account.Attempts[^1].Strategy : "";
        if (output.Json)
        {
            output.WriteJson(new ReplayReport(entry.Id, answer.IsAnswered, worked, answer.Problem, answer.Text, answer.ToolCalls, account));
            return;
        }

        output.EndPart();
        foreach (var attempt in account.Attempts)
        {
            output.Say($"{attempt.Number}. {attempt.Strategy} on {attempt.Model}: {(attempt.Failure.Length == 0 ? "answered" : attempt.Failure)}{(attempt.WaitMs > 0 ? $", after a wait of {Seconds(attempt.WaitMs)}" : "")}, {Seconds(attempt.DurationMs)}{Tokens(attempt)}");
        }

        output.Say(answer.IsAnswered ? $"Worked: {worked}{(account.Model.Length > 0 ? $", answered by {account.Model}" : "")}" : $"Not answered: {answer.Problem}");
        if (answer.ToolCalls.Count > 0)
        {
            output.Say($"It asks for {(answer.ToolCalls.Count == 1 ? "a tool" : "tools")} that nobody runs here: {string.Join(", ", answer.ToolCalls)}. Go on in the session itself: claude --resume {entry.SessionId}");
        }

        output.Say($"Cost: {(account.CostUsd is { } cost ? UsageFormat.Money(cost) : "unknown")} for the answer{(account.ExtraCostUsd is { } extra ? $", at most {UsageFormat.Money(extra)} more for attempts that broke off and parts of the prompt" : "")}");
    }

    private static string Tokens(AttemptAccount attempt)
        => attempt is { InitialTokens: { } before, FinalTokens: { } after } ? $", about {UsageFormat.Count(after)} of about {UsageFormat.Count(before)} tokens" : "";

    private static string Seconds(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:F1} s");

    private static string Rate(ReplayStep step) => step.Strategy == "first" ? "" : step.SuccessRate is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"{rate:P0} ({step.Low:P0} to {step.High:P0}), n {step.Outcomes:F1}")
        : "nothing known";
}
