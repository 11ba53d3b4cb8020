namespace Coxswain.Dashboard.Charts;

/// <summary>A chart: categories from left to right, most often stretches of time, and series over them. Drawn on the server, and again by a script where there is one.</summary>
/// <param name="Label">What it shows, in words.</param>
public sealed record Chart(string Label, ChartUnit Unit, IReadOnlyList<string> Categories, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>A level all of it is held against, as a budget; <see langword="null"/>: none.</summary>
    public double? Limit { get; init; }

    public string LimitName { get; init; } = "";

    /// <summary>Where a click on a category leads; empty: nowhere.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>The highest value drawn, stacked bars together; 0 without any.</summary>
    internal double Top
    {
        get
        {
            var bars = Categories.Select((_, at) => Series.Where(static one => one.Kind == ChartKind.Bar).Sum(one => one.Values[at] ?? 0));
            var others = Series.Where(static one => one.Kind != ChartKind.Bar).SelectMany(static one => one.Values).Select(static value => value ?? 0);
            return Math.Max(Limit ?? 0, bars.Concat(others).DefaultIfEmpty(0).Max());
        }
    }
}
