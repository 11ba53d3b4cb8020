using System.CommandLine;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Gateway.Journal;

namespace Coxswain.Cli.Commands.Privacy;

/// <summary><c>cox privacy purge</c>: what Coxswain keeps of the contents of requests is deleted.</summary>
internal static class PrivacyCommand
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be deleted; delete nothing" };

    public static Command Create() => new CoxCommand("privacy", "What Coxswain keeps of the contents of your requests", "cox privacy purge --dry-run", "cox privacy purge")
    {
        new CoxCommand("purge", "Deletes the journal of failed requests, which holds prompts; events and figures hold none and stay", "cox privacy purge", "cox privacy purge --dry-run --json") { DryRun }.Runs(PurgeAsync),
    };

    private static async Task<ExitCode> PurgeAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.LoadUsable().Folder.JournalFolder;
        // Also without a daemon: the files are all there is of it. One that writes at this moment writes a file of its own.
        var files = Directory.Exists(folder) ? new DirectoryInfo(folder).GetFiles().Where(static file => file.Name.Contains(JournalFile.Ending, StringComparison.Ordinal)).ToList() : [];
        var report = new PurgeReport(folder, files.Count, files.Sum(static file => file.Length), !context.Get(DryRun));
        if (!context.Get(DryRun))
        {
            foreach (var file in files)
            {
                file.Delete();
            }
        }

        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            context.Output.WriteLine(report.Requests == 0 ? $"No failed request is kept in {folder}." : $"{UsageFormat.Things(report.Requests, "failed request")} in {folder} {(context.Get(DryRun) ? "would be deleted" : report.Requests == 1 ? "was deleted" : "were deleted")}.");
        }

        return ExitCode.Ok;
    }
}
