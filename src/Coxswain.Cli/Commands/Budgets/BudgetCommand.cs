using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary><c>cox budget</c>: sets, lists and removes budgets.</summary>
internal static class BudgetCommand
{
    public const int UsualNotify = 50;
    public const int UsualAdvise = 80;
    public const int UsualDownshift = 80;

    /// <summary>What it takes beside the budget.</summary>
    public const string KeptBy = "It is kept to by hooks of Claude Code (cox connect --budgets), and for calls by the gateway (cox connect --base-url).";

    private static readonly Argument<string> Period = new("period") { Description = "What the limit is for: request, session, day, week (from Monday) or month" };
    private static readonly Argument<string> Limit = new("usd") { Description = "The limit in dollars, from 0.01" };
    private static readonly Argument<string> Name = new("name") { Description = "As list prints it" };
    private static readonly Option<string?> NameOption = new("--name") { Description = "What it is called; the period unless given. Another one of this name is replaced", HelpName = "name" };
    private static readonly Option<string?> Project = new("--project") { Description = "Only requests made in this folder or below it", HelpName = "folder" };
    private static readonly Option<string?> User = new("--user") { Description = "Only requests of this user, as telemetry names one: the e-mail address, else the account's id, else the user's id", HelpName = "user" };
    private static readonly StepOption Notify = new("--notify", UsualNotify, "Tell of thresholds (50, 80, 95, 100 %) through the channels that are set up, from this percentage on");
    private static readonly StepOption Advise = new("--advise", UsualAdvise, "Tell Claude when a session starts, by the hooks of cox connect --budgets, from this percentage on");
    private static readonly StepOption Downshift = new("--downshift", UsualDownshift, "Send calls and new subagents to a cheaper model where that pays, and at 100 % always, from this percentage on");
    private static readonly StepOption PauseSubagents = new("--pause-subagents", 100, "Let no new subagent start, by the hooks of cox connect --budgets, from this percentage on");
    private static readonly StepOption Block = new("--block", 100, "Refuse prompts (by the hooks of cox connect --budgets) and calls of the gateway, from this percentage on");
    private static readonly Argument<string?> OverriddenName = new("name") { Description = "As list prints it; all budgets unless given", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> For = new("--for") { Description = "How long from now: 30m, 1h, 2d; in place of what holds", HelpName = "time" };
    private static readonly Option<string?> Why = new("--why") { Description = "The reason; it is kept", HelpName = "reason" };
    private static readonly Option<bool> End = new("--end") { Description = "End the override now" };
    private static readonly Option<string?> Branch = new("--branch") { Description = "Only requests made on this branch", HelpName = "branch" };

    public static Command Create() => new CoxCommand(
        "budget",
        "Sets limits of what Claude Code and other clients may cost",
        "cox budget set day 20",
        "cox budget set month 100 --project . --name shop",
        "cox budget set session 5 --downshift --block 120",
        "cox budget override --for 1h --why \"release day\"",
        "cox budget remove shop")
    {
        new CoxCommand("set", "Sets a budget", "cox budget set day 20", "cox budget set session 5", "cox budget set month 100 --project . --name shop") { Period, Limit, NameOption, Project, Branch, User, Notify, Advise, Downshift, PauseSubagents, Block }.Runs(SetAsync),
        new CoxCommand("list", "Lists budgets and how far each is used", "cox budget list", "cox budget list --json").Runs(BudgetStatusCommand.RunAsync),
        new CoxCommand("override", "For some time a budget, or all, refuses nothing; recorded with the reason", "cox budget override day --for 1h --why \"release day\"", "cox budget override --for 30m --why \"one more try\"", "cox budget override day --end") { OverriddenName, For, Why, End }.Runs(OverrideAsync),
        new CoxCommand("actions", "Lists what steps of budgets did: prompts, calls and subagents refused, subagents on the economy model, advice. Conversations the gateway moved to another model: cox receipts", "cox budget actions", "cox budget actions --json") { BudgetActionsCommand.Budget, BudgetActionsCommand.Days }.Runs(BudgetActionsCommand.RunAsync),
        new CoxCommand("remove", "Removes a budget", "cox budget remove day") { Name }.Runs(RemoveAsync),
    };

    private static async Task<ExitCode> SetAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var period = (context.Get(Period) ?? "").ToLowerInvariant();
        var name = context.Get(NameOption) ?? period;
        var project = context.Get(Project) is { } folder ? Path.GetFullPath(folder) : "";
        var wish = new BudgetWish(period, Dollars(context.Get(Limit) ?? ""), project, context.Get(Branch) ?? "", Block.Of(context), Notify.Of(context), Advise.Of(context), Downshift.Of(context), PauseSubagents.Of(context), context.Get(User) ?? "");
        await using var client = await context.ConnectAsync(cancellationToken);
        using var content = JsonContent.Create(wish);
        using var answer = await client.SendAsync(HttpMethod.Put, PathOf(name), content, cancellationToken);
        var saved = await CoxClient.ReadAsync<SavedBudget>(answer, cancellationToken);
        if (project.Length > 0 && !Directory.Exists(project))
        {
            context.Output.Say($"There is no folder {project} on this machine; requests made in one of that name count.");
        }

        if (context.Output.Json)
        {
            context.Output.WriteJson(saved);
        }
        else
        {
            context.Output.WriteLine($"Budget {name}: {UsageFormat.Money(wish.LimitUsd ?? 0)} a {period}{(project.Length > 0 ? $" in {project}" : "")}{(wish.Branch is { Length: > 0 } branch ? $" on {branch}" : "")}{(wish.User is { Length: > 0 } user ? $" by {user}" : "")}. How far it is used: cox budget-status");
            if ((wish.BlockFromPercent ?? wish.AdviseFromPercent ?? wish.DownshiftFromPercent ?? wish.PauseSubagentsFromPercent) is not null)
            {
                context.Output.WriteLine(period == "request" ? "The gateway keeps to it (cox connect --base-url)." : KeptBy);
            }

            if (saved.Replaced is { } before)
            {
                context.Output.WriteLine($"It takes the place of another budget of this name. Take it back: {SetBudget.Command(name, before)}");
            }

            if (saved.OverriddenUntil is { } until)
            {
                context.Output.WriteLine($"An override holds until {UsageFormat.Moment(until, LocalZone.Of(context.Output))}: until then its steps do nothing. End it: cox budget override --end");
            }
        }

        return ExitCode.Ok;
    }

    private static async Task<ExitCode> OverrideAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Get(End))
        {
            return await EndAsync(context, cancellationToken);
        }

        if (context.Get(For) is not { } length || context.Get(Why) is not { } why)
        {
            throw new CommandException(ExitCode.Usage, "Give --for and --why, such as --for 1h --why \"release day\"; or --end to end an override.");
        }

        var wish = new OverrideWish(context.Get(OverriddenName), Minutes(length), why);
        await using var client = await context.ConnectAsync(cancellationToken);
        var change = await client.PostAsync<OverrideRow>("/api/budget-overrides", wish, cancellationToken);
        if (context.Output.Json)
        {
            context.Output.WriteJson(change);
        }
        else
        {
            context.Output.WriteLine($"{(change.Budget.Length > 0 ? $"Budget {change.Budget}" : "Every budget")} refuses nothing until {UsageFormat.Moment(change.Until, LocalZone.Of(context.Output))}.");
        }

        return ExitCode.Ok;
    }

    private static async Task<ExitCode> EndAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Get(OverriddenName) ?? "";
        await using var client = await context.ConnectAsync(cancellationToken);
        using var answer = await client.SendAsync(HttpMethod.Delete, $"/api/budget-overrides{QueryString.Of(("budget", name))}", null, cancellationToken);
        var change = await CoxClient.ReadAsync<OverrideRow>(answer, cancellationToken);
        if (context.Output.Json)
        {
            context.Output.WriteJson(change);
        }
        else
        {
            context.Output.WriteLine($"{(name.Length > 0 ? $"Budget {name}" : "Every budget")} is kept to again.");
        }

        return ExitCode.Ok;
    }

    /// <exception cref="CommandException">It is no amount.</exception>
    public static decimal Dollars(string text) => decimal.TryParse(text.TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
        ? amount
        : throw new CommandException(ExitCode.Usage, $"\"{text}\" is no amount in dollars: write 20 or 12.50.");

    private static double Minutes(string text) => text is [.., var unit] && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
        && unit switch { 'm' => count, 'h' => count * 60, 'd' => count * 1440, _ => double.NaN } is > 0 and var minutes
        ? minutes
        : throw new CommandException(ExitCode.Usage, $"--for {text} is no time: write 30m, 1h or 2d.");

    private static async Task<ExitCode> RemoveAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Get(Name) ?? "";
        await using var client = await context.ConnectAsync(cancellationToken);
        using var answer = await client.SendAsync(HttpMethod.Delete, PathOf(name), null, cancellationToken);
        if (context.Output.Json)
        {
            context.Output.WriteJson(new RemovedBudget(name));
        }
        else
        {
            context.Output.WriteLine($"Removed budget {name}.");
        }

        return ExitCode.Ok;
    }

    public static string PathOf(string name) => $"/api/budgets/{Uri.EscapeDataString(name)}";
}
