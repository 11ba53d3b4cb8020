using System.CommandLine;
using Coxswain.Cli.Commands.Sessions;
using Coxswain.Cli.Commands.Store;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Cli.Commands.Recovery;

/// <summary><c>cox error-analyze</c>.</summary>
internal static class ErrorAnalyzeCommand
{
    private static readonly Option<string?> Session = new("--session") { Description = "Its id or the start of it; the current session (of this folder, with the newest event) unless given", HelpName = "id" };
    private static readonly Option<bool> SuggestFixes = new("--suggest-fixes") { Description = "Also say what may help, each with the numbers it rests on" };

    public static Command Create() => new CoxCommand(
        "error-analyze",
        "Tells what calls of a session failed with, how often, by prompt size and model, and what recovered them",
        "cox error-analyze",
        "cox error-analyze --session 2d1add8a --suggest-fixes",
        "cox error-analyze --suggest-fixes --json")
    {
        Session, SuggestFixes,
    }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var client = await context.ConnectAsync(cancellationToken);
        var id = context.Get(Session) ?? await CurrentSession.FindAsync(client, context, cancellationToken);
        var suggest = context.Get(SuggestFixes) ? "?suggestFixes=true" : "";
        var analysis = await client.GetAsync<ErrorAnalysis>($"/api/sessions/{Uri.EscapeDataString(id)}/errors{suggest}", cancellationToken);
        DamageNote.Say(analysis.DamageNote, context.Output);
        if (context.Output.Json)
        {
            context.Output.WriteJson(analysis);
        }
        else
        {
            ErrorAnalysisView.Write(analysis, context.Output);
        }

        return ExitCode.Ok;
    }
}
