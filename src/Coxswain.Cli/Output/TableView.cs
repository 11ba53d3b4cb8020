namespace Coxswain.Cli.Output;

/// <summary>A table to show. Cells are plain text; numbers stay whole when the terminal is narrow, text is shortened.</summary>
/// <param name="Footer">A last row set apart, such as a total; <see langword="null"/> for none.</param>
internal sealed record TableView(
    IReadOnlyList<TableColumn> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    IReadOnlyList<string>? Footer = null,
    string? Title = null)
{
    /// <summary>Cells are what the user asked for, and are not cut whatever they take.</summary>
    public bool IsWhole { get; init; }

    /// <summary>With cells nobody would read to their end cut, whether or not there is a terminal.</summary>
    public TableView Cut() => IsWhole ? this : this with { Rows = [.. Rows.Select(Cut)], Footer = Footer is { } footer ? Cut(footer) : null };

    private static IReadOnlyList<string> Cut(IReadOnlyList<string> row) => row.Any(static cell => cell.Length > TerminalText.LongestCell) ? [.. row.Select(static cell => TerminalText.Cut(cell, TerminalText.LongestCell))] : row;
}
