using System.Text.RegularExpressions;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry.Asking;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Sql;

/// <summary>Any question, in ClickHouse's SQL, reading only.</summary>
public sealed partial class SqlPage(ISqlQueries queries, ISavedQueries saved, IQueryTexts texts, TimeProvider clock) : IPage
{
    /// <summary>Fields of the form, and extras of the address.</summary>
    public const string Sql = "sql", Saved = "saved", Product = "query", Drawing = "chart", Rows = "rows", ParameterPrefix = "p.";

    /// <summary>Value of <see cref="Rows"/>: without FINAL.</summary>
    public const string AsStored = "stored";

    public const int MostRows = 500;

    private const int MostParameters = 30;

    public PagePlace Place { get; } = new("/sql", "SQL", "Explorer") { TakesFilter = false, IsLive = false };

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var kept = await Told.AskAsync(() => saved.ListAsync(cancellationToken)).ConfigureAwait(false);
        var shipped = PlanQueries.All.FirstOrDefault(one => one.Name == request[Saved]);
        var chosen = kept.Value?.FirstOrDefault(one => one.Name == request[Saved]);
        var sql = request[Sql].Length > 0 ? request[Sql] : shipped?.Sql ?? chosen?.Sql ?? texts.Find(request[Product]) ?? "";
        var parameters = Parameters(sql).ToDictionary(static name => name, name => request[ParameterPrefix + name], StringComparer.Ordinal);
        // A query with values to fill in waits for them.
        var isAsked = sql.Length > 0 && (request[Sql].Length > 0 || parameters.Count == 0);
        var now = clock.GetUtcNow();
        var answer = isAsked ? await Told.AskAsync(() => queries.AskAsync(new SqlQuestion(sql, parameters, MostRows) { IsAsStored = request[Rows] == AsStored }, cancellationToken)).ConfigureAwait(false) : null;
        var data = new SqlAnswers(request, now, sql, chosen?.Name ?? "", parameters, kept, answer);
        return new PageReading("SQL explorer", [PageCard.Of<SqlFormCard>("ask", data), .. answer is null ? [] : new[] { PageCard.Of<SqlResultCard>("result", data) }], now, null);
    }

    /// <summary>Names in <c>{name:Type}</c>, each once, in order.</summary>
    public static IReadOnlyList<string> Parameters(string sql) => [.. Parameter().Matches(sql).Select(static match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).Take(MostParameters)];

    [GeneratedRegex(@"\{([A-Za-z_][A-Za-z0-9_]{0,63}):[^{}]{1,100}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
