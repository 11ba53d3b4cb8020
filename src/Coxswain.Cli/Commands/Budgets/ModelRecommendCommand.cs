using System.CommandLine;
using Coxswain.Cli.Commands.Sessions;
using Coxswain.Cli.Commands.Store;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary><c>cox model-recommend</c>: which model a task should be done with.</summary>
internal static class ModelRecommendCommand
{
    private static readonly Option<string?> Task = new("--task") { Description = "The task in words; it is kept nowhere", HelpName = "text", Required = true };
    private static readonly Option<bool> BudgetAware = new("--budget-aware") { Description = "Let what is left of the tightest budget that counts this folder and branch matter" };
    private static readonly Option<string[]> Tools = new("--tools") { Description = "Tools it will use, with commas: Read,Edit", HelpName = "names", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Files = new("--files") { Description = "Files it reads or changes; only their number counts", HelpName = "paths", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<long?> PromptTokens = new("--prompt-tokens") { Description = "How large its prompts will be, in tokens", HelpName = "n" };
    private static readonly Option<bool> CurrentSessionOption = new("--current-session") { Description = "Compare session budgets with the session of this folder that has the newest event" };
    private static readonly Option<string?> Session = new("--session") { Description = "Compare session budgets with this session: its id or the start of it", HelpName = "id" };

    private static readonly Option<bool> Ask = new("--ask") { Description = "Also ask the economy model how hard the task is, with the key in ANTHROPIC_API_KEY where the server was started; the task's text leaves this machine" };

    public static Command Create() => new CoxCommand(
        "model-recommend",
        "Recommends the model for a task, with expected cost and success of each by similar past tasks",
        "cox model-recommend --task \"read file and analyze\"",
        "cox model-recommend --task \"debug authentication issue\" --budget-aware",
        "cox model-recommend --task \"rename a method\" --tools Read,Edit --files a.cs b.cs --json")
    {
        Task, BudgetAware, Tools, Files, PromptTokens, CurrentSessionOption, Session, Ask,
    }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var client = await context.ConnectAsync(cancellationToken);
        var session = context.Get(Session) ?? (context.Get(CurrentSessionOption) ? await CurrentSession.FindAsync(client, context, cancellationToken) : null);
        var wish = new RecommendationWish(
            context.Get(Task),
            Names(context.Get(Tools)),
            Names(context.Get(Files))?.Count,
            context.Get(PromptTokens),
            context.Get(BudgetAware),
            session,
            Path.GetFullPath("."),
            context.Get(Ask) ? true : null);
        var report = await client.PostAsync<RecommendationReport>("/api/model-recommendation", wish, cancellationToken);
        DamageNote.Say(report.DamageNote, context.Output);
        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            RecommendationView.Write(report, context.Output);
        }

        return ExitCode.Ok;
    }

    private static List<string>? Names(string[]? given)
        => given is { Length: > 0 } ? [.. given.SelectMany(static part => part.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))] : null;
}
