using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Coxswain.Cli.Commands.Sql;

/// <summary>A query to the store, as it is written; reading only.</summary>
internal static class SqlCommand
{
    private const string TableFormat = "JSONCompactStrings";
    private const int DefaultTableRows = 1000;

    private static readonly Argument<string?> Query = new("query") { Description = "One ClickHouse query; from stdin when not given", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string?> Format = new("--format") { Description = "Write this ClickHouse format, unchanged, to stdout", HelpName = "name" };

    private static readonly Option<int?> MaxRows = new("--max-rows") { Description = "Stop after this many rows (default 1000 for a table)", HelpName = "n" };

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
            Parameters,
        }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var sql = context.Get(Query) ?? await Console.In.ReadToEndAsync(cancellationToken);
        if (string.IsNullOrWhiteSpace(sql))
        {
            throw new CommandException(ExitCode.Usage, "Give a query, as an argument or on stdin.");
        }

        var format = context.Get(Format) ?? (context.Output.Json ? "JSON" : null);
        var limit = context.Get(MaxRows) ?? (format is null ? DefaultTableRows : null);
        if (limit < 1)
        {
            throw new CommandException(ExitCode.Usage, "--max-rows takes a number from 1 up.");
        }

        await using var client = await context.ConnectAsync(cancellationToken);
        using var content = new StringContent(sql);
        using var answer = await client.SendAsync(HttpMethod.Post, Address(format, limit, context.Get(Parameters) ?? []), content, cancellationToken);
        await using var rows = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var written = answer.Headers.TryGetValues("X-ClickHouse-Format", out var names) ? names.FirstOrDefault() : null;
        if (format is not null || written != TableFormat)
        {
            await context.Output.CopyAsync(rows, cancellationToken);
            return ExitCode.Ok;
        }

        var result = await JsonSerializer.DeserializeAsync<SqlTable>(rows, JsonSerializerOptions.Web, cancellationToken);
        context.Output.WriteTable((result ?? throw new CommandException(ExitCode.Failed, "The server sent an empty answer.")).View(limit));
        if (result.Data.Count > limit)
        {
            context.Output.Say(string.Create(CultureInfo.InvariantCulture, $"There are more than {limit} rows; --max-rows shows more."));
        }

        return ExitCode.Ok;
    }

    /// <summary>A table asks for one row more than it shows, to know whether there are more.</summary>
    private static string Address(string? format, int? limit, IEnumerable<string> parameters)
    {
        var query = new List<string> { "default_format=" + Uri.EscapeDataString(format ?? TableFormat) };
        if (limit is { } rows)
        {
            query.Add("limit=" + (format is null ? rows + 1L : rows).ToString(CultureInfo.InvariantCulture));
        }

        if (format is null)
        {
            query.Add("wait_end_of_query=1");
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
