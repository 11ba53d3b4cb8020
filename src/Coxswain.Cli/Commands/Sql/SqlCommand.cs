using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Coxswain.Cli.Commands.Store;
using Coxswain.Server.ClickHouseHttp;

namespace Coxswain.Cli.Commands.Sql;

/// <summary>A query to the store, as it is written; reading only.</summary>
internal static class SqlCommand
{
    private static readonly Argument<string?> Query = new("query") { Description = "One ClickHouse query; from stdin when not given", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string?> Format = new("--format") { Description = "Write this ClickHouse format, unchanged, to stdout", HelpName = "name" };

    private static readonly Option<int?> MaxRows = new("--max-rows") { Description = "Stop after this many rows (default 1000 for a table)", HelpName = "n" };

    private static readonly Option<bool> AsStored = new("--as-stored") { Description = "Read tables without FINAL: faster, and a row counts as often as it was told of" };

    private static readonly Option<string[]> Parameters = new("--param")
    {
        Description = "Value for {name:Type} in the query; may be repeated",
        HelpName = "name=value",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = static _ => [],
    };

    public static Command Create()
        => new CoxCommand(
            "sql",
            "Asks the store a question in ClickHouse's SQL; reading only",
            "cox sql \"SELECT count() FROM otel.otel_logs\"",
            "cox sql \"SELECT * FROM otel.requests WHERE session_id = {id:String}\" --param id=… --format CSVWithNames > requests.csv",
            "cox sql --json < query.sql")
        {
            Query,
            Format,
            MaxRows,
            AsStored,
            Parameters,
        }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var sql = context.Get(Query) ?? await Console.In.ReadToEndAsync(cancellationToken);
        if (string.IsNullOrWhiteSpace(sql))
        {
            throw new CommandException(ExitCode.Usage, "Give a query, as an argument or on stdin.");
        }

        if (context.Get(MaxRows) < 1)
        {
            throw new CommandException(ExitCode.Usage, "--max-rows takes a number from 1 up.");
        }

        var asking = SqlAsking.For(sql, context.Get(Format) ?? (context.Output.Json ? SqlReport.JsonFormat : null), context.Get(MaxRows));
        await using var client = await context.ConnectAsync(cancellationToken);
        using var content = new StringContent(sql);
        using var answer = await client.SendAsync(HttpMethod.Post, Address(asking, context.Get(Parameters) ?? [], context.Get(AsStored)), content, cancellationToken);
        DamageNote.Say(Header(answer, DamageHeaders.Note), context.Output);
        await using var rows = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return asking.Format is null && Header(answer, "X-ClickHouse-Format") == SqlAsking.TableFormat
            ? await WriteTableAsync(context, rows, asking.Limit, cancellationToken)
            : await WriteRowsAsync(context, rows, answer, asking.Limit, cancellationToken);
    }

    private static async Task<ExitCode> WriteTableAsync(CommandContext context, Stream rows, int? limit, CancellationToken cancellationToken)
    {
        var result = await JsonSerializer.DeserializeAsync<SqlTable>(rows, JsonSerializerOptions.Web, cancellationToken);
        (result ?? throw new CommandException(ExitCode.Failed, "The server sent an empty answer.")).Write(context.Output, limit);
        if (result.Data.Count > limit)
        {
            context.Output.Say(string.Create(CultureInfo.InvariantCulture, $"There are more than {limit} rows; --max-rows shows more."));
        }

        return ExitCode.Ok;
    }

    private static async Task<ExitCode> WriteRowsAsync(CommandContext context, Stream rows, HttpResponseMessage answer, int? limit, CancellationToken cancellationToken)
    {
        var whole = new SqlRows(rows, Header(answer, "X-ClickHouse-Exception-Tag"), IsReport(context, answer) ? SqlReport.FirstMembers(Header(answer, DamageHeaders.Count), Header(answer, DamageHeaders.Note)) : null);
        if (await context.Output.WriteBytesAsync(stdout => whole.CopyAsync(stdout, cancellationToken), cancellationToken) is { } failure)
        {
            throw new CommandException(ExitCode.Failed, SqlPart.Sentence(failure));
        }

        if (limit is not null && Header(answer, "X-ClickHouse-Summary") is { } summary && ResultRows(summary) >= limit)
        {
            context.Output.Say(string.Create(CultureInfo.InvariantCulture, $"The first {limit} rows (--max-rows); there may be more."));
        }

        return ExitCode.Ok;
    }

    // A format that was asked for by name, in an option or in the query, is passed on as ClickHouse writes it.
    private static bool IsReport(CommandContext context, HttpResponseMessage answer) =>
        context.Output.Json && context.Get(Format) is null && Header(answer, "X-ClickHouse-Format") == SqlReport.JsonFormat;

    private static long? ResultRows(string summary)
    {
        using var document = JsonDocument.Parse(summary);
        return document.RootElement.TryGetProperty("result_rows", out var rows)
            && long.TryParse(rows.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static string Address(SqlAsking asking, IEnumerable<string> parameters, bool isAsStored)
    {
        var query = asking.Settings().ToList();
        if (isAsStored)
        {
            query.Add("final=0");
        }

        foreach (var parameter in parameters)
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new CommandException(ExitCode.Usage, $"--param takes name=value, not \"{parameter}\".");
            }

            query.Add($"param_{Uri.EscapeDataString(parameter[..equals])}={Uri.EscapeDataString(parameter[(equals + 1)..])}");
        }

        return "/clickhouse?" + string.Join('&', query);
    }
}
