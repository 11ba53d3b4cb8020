using System.Globalization;
using Coxswain.Cli.Output;
using Coxswain.Core.Telemetry.Asking;

namespace Coxswain.Cli.Commands.Sql;

/// <summary>A result in ClickHouse's JSONCompactStrings format, which writes SQL's NULL as ᴺᵁᴸᴸ.</summary>
internal sealed record SqlTable(IReadOnlyList<SqlAnswerColumn> Meta, IReadOnlyList<IReadOnlyList<string>> Data)
{
    /// <summary>As a table; where the terminal is too narrow for its columns, each row as lines of its own, as ClickHouse's format Vertical does.</summary>
    public void Write(CommandOutput output, int? limit)
    {
        var view = View(limit);
        if (TableFit.FitsWhole(view, output.Shape.Width))
        {
            output.WriteTable(view);
            return;
        }

        var widths = Meta.Select(static column => CellWidth.Of(TerminalText.Clean(column.Name))).ToArray();
        var widest = widths.Max();
        var names = Meta.Select((column, i) => column.Name + new string(' ', widest - widths[i])).ToArray();
        for (var row = 0; row < view.Rows.Count; row++)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Row {row + 1}"));
            for (var i = 0; i < names.Length; i++)
            {
                output.WriteWhole($"  {names[i]}  {view.Rows[row][i]}");
            }
        }
    }

    private TableView View(int? limit) => new(
        [.. Meta.Select(static column => new TableColumn(column.Name, column.IsNumber))],
        [.. Data.Take(limit ?? int.MaxValue)]) { IsWhole = true };
}
