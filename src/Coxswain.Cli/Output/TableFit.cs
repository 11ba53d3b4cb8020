namespace Coxswain.Cli.Output;

/// <summary>Leaves out the less important columns of a table that the terminal is too narrow for.</summary>
internal static class TableFit
{
    public const int Gap = 2;

    /// <param name="width"><see langword="null"/>: there is no terminal, everything is shown.</param>
    /// <returns>What fits, and the headers of what was left out, in their order.</returns>
    public static (TableView Shown, IReadOnlyList<string> LeftOut) Fit(TableView view, int? width)
    {
        var least = view.Columns.Select((_, i) => Least(view, i)).ToArray();
        var kept = Enumerable.Range(0, view.Columns.Count).ToList();
        while (width is { } room && Total([.. kept.Select(i => least[i])]) > room && kept.Max(i => view.Columns[i].Rank) is > 0 and var rank)
        {
            kept.RemoveAll(i => view.Columns[i].Rank == rank);
        }

        if (kept.Count == view.Columns.Count)
        {
            return (view, []);
        }

        IReadOnlyList<string> Cells(IReadOnlyList<string> row) => [.. kept.Select(i => row[i])];
        return (
            view with
            {
                Columns = [.. kept.Select(i => view.Columns[i])],
                Rows = [.. view.Rows.Select(Cells)],
                Footer = view.Footer is { } footer ? Cells(footer) : null,
            },
            [.. view.Columns.Where((_, i) => !kept.Contains(i)).Select(column => column.Header)]);
    }

    /// <summary>Whether every column can be shown with as much as it needs.</summary>
    public static bool FitsWhole(TableView view, int? width)
        => width is not { } room || Total([.. view.Columns.Select((_, i) => Least(view, i))]) <= room;

    /// <summary>What columns of these widths take beside each other.</summary>
    public static int Total(int[] widths) => widths.Sum() + (Gap * (widths.Length - 1));

    private static int Least(TableView view, int column)
    {
        var widest = view.Rows.Select(row => row[column]).Append(view.Footer?[column] ?? "").Append(view.Columns[column].Header).Max(cell => CellWidth.Of(TerminalText.Clean(cell)));
        return view.Columns[column].Number ? widest : Math.Min(widest, view.Columns[column].Least);
    }
}
