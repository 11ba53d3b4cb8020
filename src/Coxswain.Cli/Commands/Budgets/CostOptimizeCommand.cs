using System.CommandLine;
using System.Net.Http.Json;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Store;
using Coxswain.Cli.Output;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary><c>cox cost-optimize</c>: a budget for each session in one step, and what would save money by what was recorded.</summary>
internal static class CostOptimizeCommand
{
    public const int Days = 7;

    private const string Name = "session";
    private static readonly Option<string?> SessionBudget = new("--session-budget") { Description = "Set the budget \"session\": so many dollars for each session, with notices and advice", HelpName = "usd" };
    private static readonly Option<bool> AutoSwitchHaiku = new("--auto-switch-haiku") { Description = "With --session-budget: from 80 % on go to a cheaper model where that pays, and at 100 % always" };

    public static Command Create() => new CoxCommand(
        "cost-optimize",
        "Sets a budget for each session, and tells what would save money by what was recorded",
        "cox cost-optimize",
        "cox cost-optimize --session-budget 5.00",
        "cox cost-optimize --session-budget 5.00 --auto-switch-haiku")
    {
        SessionBudget, AutoSwitchHaiku,
    }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var limit = context.Get(SessionBudget) is { } text ? BudgetCommand.Dollars(text) : (decimal?)null;
        if (limit is null && context.Get(AutoSwitchHaiku))
        {
            throw new CommandException(ExitCode.Usage, "--auto-switch-haiku is a step of a budget: give --session-budget too, such as --session-budget 5.00");
        }

        await using var client = await context.ConnectAsync(cancellationToken);
        var budget = limit is { } usd ? await SetAsync(client, usd, context.Get(AutoSwitchHaiku), cancellationToken) : null;
        var asked = QueryString.Of(("since", $"{Days}d"), ("timezone", LocalZone.Iana(context.Output)));
        var found = new CostOptimization(
            budget,
            await client.GetAsync<CacheReport>($"/api/cache{asked}", cancellationToken),
            await client.GetAsync<UsageReport>($"/api/usage/model{asked}", cancellationToken));
        DamageNote.Say(found.Models.DamageNote, context.Output);
        if (context.Output.Json)
        {
            context.Output.WriteJson(found);
        }
        else
        {
            CostOptimizeView.Write(found, context.Output);
        }

        return ExitCode.Ok;
    }

    private static async Task<SetBudget> SetAsync(CoxClient client, decimal limit, bool switches, CancellationToken cancellationToken)
    {
        var before = (await client.GetAsync<BudgetReport>("/api/budgets", cancellationToken)).Budgets.FirstOrDefault(static row => row.Name == Name);
        var wish = new BudgetWish(
            "session", limit, NotifyFromPercent: BudgetCommand.UsualNotify, AdviseFromPercent: BudgetCommand.UsualAdvise, DownshiftFromPercent: switches ? BudgetCommand.UsualDownshift : null);
        using var content = JsonContent.Create(wish);
        using var answer = await client.SendAsync(HttpMethod.Put, BudgetCommand.PathOf(Name), content, cancellationToken);
        return SetBudget.Of(Name, wish, before);
    }
}
