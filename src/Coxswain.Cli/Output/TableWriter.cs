using Spectre.Console;

namespace Coxswain.Cli.Output;

/// <summary>Draws a table no wider than the terminal. Text columns give way first: down to what each needs, and if that is not enough to a few characters.</summary>
internal static class TableWriter
{
    private const int NarrowestText = 6;

    public static void Write(TableView view, TextWriter writer, TerminalShape shape)
    {
        var cells = Cells(view);
        var widths = Widths(view, cells, shape.Width);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new FixedWidthOutput(writer, TableFit.Total(widths)),
            ColorSystem = shape.Colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Ansi = shape.Colour ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        if (view.Title is { } title)
        {
            console.Write(new Text(TerminalText.Clean(title), new Style(decoration: Decoration.Bold)));
            console.WriteLine();
        }

        console.Write(Draw(view, cells, widths));
    }

    private static Table Draw(TableView view, List<string[]> cells, int[] widths)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true, ShowFooters = view.Footer is not null };
        for (var i = 0; i < widths.Length; i++)
        {
            var column = new Spectre.Console.TableColumn(Cell(cells[0][i], widths[i], new Style(decoration: Decoration.Dim)))
            {
                Width = widths[i],
                NoWrap = true,
                Alignment = view.Columns[i].Number ? Justify.Right : Justify.Left,
                Padding = new Padding(0, 0, i == widths.Length - 1 ? 0 : TableFit.Gap, 0),
            };
            if (view.Footer is not null)
            {
                column.Footer = Cell(cells[^1][i], widths[i], new Style(decoration: Decoration.Bold));
            }

            table.AddColumn(column);
        }

        foreach (var row in cells.Skip(1).SkipLast(view.Footer is null ? 0 : 1))
        {
            table.AddRow(row.Select((cell, i) => Cell(cell, widths[i], Style.Plain)));
        }

        return table;
    }

    private static List<string[]> Cells(TableView view)
    {
        var all = new List<string[]> { view.Columns.Select(column => column.Header).ToArray() };
        all.AddRange(view.Rows.Select(row => row.Select(cell => TerminalText.Clean(cell)).ToArray()));
        if (view.Footer is { } footer)
        {
            all.Add([.. footer.Select(cell => TerminalText.Clean(cell))]);
        }

        return all;
    }

    private static int[] Widths(TableView view, List<string[]> cells, int? limit)
    {
        var widths = Enumerable.Range(0, view.Columns.Count).Select(i => cells.Max(row => CellWidth.Of(row[i]))).ToArray();
        var room = limit is { } columns ? columns - (TableFit.Gap * (widths.Length - 1)) : int.MaxValue;
        while (widths.Sum() > room)
        {
            var texts = Enumerable.Range(0, widths.Length).Where(i => !view.Columns[i].Number && widths[i] > NarrowestText).ToList();
            var readable = texts.Where(i => widths[i] > view.Columns[i].Least).ToList();
            if (texts.Count == 0)
            {
                break;
            }

            widths[(readable.Count > 0 ? readable : texts).MaxBy(i => widths[i])]--;
        }

        return widths;
    }

    private static Text Cell(string text, int width, Style style) => new(CellWidth.Shorten(text, width), style);
}
