using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Store;
using Coxswain.Cli.Output;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary><c>cox receipts</c>: which switches of the model were made, and what each has saved.</summary>
internal static class ReceiptsCommand
{
    private static readonly Option<string?> Since = new("--since") { Description = "First day or time: 2026-11-01, 2026-11-01T14:30, or an age: 7d, 12h", HelpName = "time" };
    private static readonly Option<string?> Session = new("--session") { Description = "Only this session: its id or the start of it", HelpName = "id" };
    private static readonly Option<int?> Limit = new("--limit") { Description = "The newest so many (100 unless given)", HelpName = "count" };

    public static Command Create() => new CoxCommand(
        "receipts", "Lists switches of the model by the gateway, and what each has saved", "cox receipts", "cox receipts --since 7d", "cox receipts --session 2d1add8a --json")
    {
        Since, Session, Limit,
    }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var asked = QueryString.Of(
            ("since", context.Get(Since)), ("timezone", LocalZone.Iana(context.Output)), ("session", context.Get(Session)), ("limit", context.Get(Limit) is { } limit ? $"{limit}" : null));
        await using var client = await context.ConnectAsync(cancellationToken);
        var report = await client.GetAsync<ReceiptReport>($"/api/receipts{asked}", cancellationToken);
        DamageNote.Say(report.DamageNote, context.Output);
        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            ReceiptView.Write(report, context.Output);
        }

        return ExitCode.Ok;
    }
}
