using System.CommandLine;
using System.Globalization;
using Coxswain.Cli.Client;
using Coxswain.Cli.Output;
using Coxswain.Server.Api.Import;

namespace Coxswain.Cli.Commands.Store;

/// <summary><c>cox import clickhouse</c>: fills the typed tables from what a collector stored before Coxswain came.</summary>
internal static class ImportClickHouseCommand
{
    public static Command Create() => new CoxCommand(
        "clickhouse",
        "Fills Coxswain's tables from rows a collector stored in the same database; goes on where it stopped, and again only with what is new; after damage with all that is left",
        "CLICKHOUSE_HOST=db.example cox import clickhouse",
        "cox import clickhouse --json").Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var client = await context.ConnectAsync(cancellationToken);
        using var answer = await client.SendAsync(HttpMethod.Post, "/api/import/clickhouse", null, cancellationToken);
        var last = await ProgressAnswer.ReadAsync<BackfillReport>(answer, step => Show(context.Output, step), cancellationToken);

        if (last is not { IsFinished: true })
        {
            throw new CommandException(ExitCode.Failed, "The import broke off; the days done are kept. The same command goes on from there.");
        }

        Write(context.Output, last);
        return ExitCode.Ok;
    }

    private static void Write(CommandOutput output, BackfillReport result)
    {
        if (output.Json)
        {
            output.WriteJson(result);
            return;
        }

        output.WriteLine(result.Days == 0 ? "No data: the database has no rows of a collector to fill Coxswain's tables from." : string.Create(
            CultureInfo.InvariantCulture, $"{result.Days:N0} {(result.Days == 1 ? "day" : "days")} with {result.TotalRows:N0} raw rows are in Coxswain's tables, in {result.ElapsedSeconds:N1} s."));
    }

    private static void Show(CommandOutput output, BackfillReport step)
    {
        if (step is { IsFinished: false, DaysDone: > 0 })
        {
            output.Say(Progress(step));
        }
    }

    private static string Progress(BackfillReport report)
    {
        var perRow = report.Rows == 0 ? 0 : report.ElapsedSeconds / report.Rows;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Source} {report.Day}: {report.DaysDone:N0} of {report.Days:N0} days, {report.Rows:N0} of {report.TotalRows:N0} rows, about {Math.Ceiling(perRow * (report.TotalRows - report.Rows)):N0} s left");
    }
}
