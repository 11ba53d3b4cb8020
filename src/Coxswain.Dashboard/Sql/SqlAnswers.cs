using System.Globalization;
using Coxswain.Core.Telemetry.Asking;
using Coxswain.Dashboard.Charts;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Sql;

/// <param name="SavedName">Under which it is kept; empty: it is not.</param>
/// <param name="Parameters">Values of <c>{name:Type}</c>; empty: not given.</param>
/// <param name="Answer"><see langword="null"/>: nothing was asked.</param>
public sealed record SqlAnswers(
    PageRequest Request, DateTimeOffset AsOf, string Sql, string SavedName, IReadOnlyDictionary<string, string> Parameters, Told<IReadOnlyList<SavedQuery>> Kept, Told<SqlAnswer>? Answer)
{
    private const int MostPoints = 400;

    public static SqlAnswers Empty { get; } = new(PageRequest.Empty, DateTimeOffset.UnixEpoch, "", "", new Dictionary<string, string>(), Told.NotAsked<IReadOnlyList<SavedQuery>>(), null);

    /// <summary>What comes with the product and is asked as it came; <see langword="null"/>: it is a query of the user's own.</summary>
    public ShippedQuery? Shipped => PlanQueries.Of(Sql);

    /// <summary>Rows count that a table has not put together yet.</summary>
    public bool IsAsStored => Request[SqlPage.Rows] == SqlPage.AsStored;

    /// <summary>Columns of numbers over the first other column; <see langword="null"/>: it is not wished for, or there is nothing to draw.</summary>
    public Chart? Drawing
    {
        get
        {
            if (Request[SqlPage.Drawing] is not ("bars" or "lines") || Answer?.Value is not { Problem: null } answer)
            {
                return null;
            }

            var numbers = answer.Columns.Select(static (column, at) => (column, at)).Where(static one => one.column.IsNumber).Take(5).ToList();
            var over = Enumerable.Range(0, answer.Columns.Count).FirstOrDefault(at => !answer.Columns[at].IsNumber, 0);
            numbers.RemoveAll(one => one.at == over);
            if (numbers.Count == 0 || answer.Rows.Count == 0)
            {
                return null;
            }

            var rows = answer.Rows.Take(MostPoints).ToList();
            var kind = Request[SqlPage.Drawing] == "bars" ? ChartKind.Bar : ChartKind.Line;
            return new Chart("Result", ChartUnit.Count, [.. rows.Select(row => Format.Cut(row[over] ?? "NULL", 30))], [.. numbers.Select(one => new ChartSeries(one.column.Name, kind, [.. rows.Select(row => Number(row[one.at]))]))]);
        }
    }

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
