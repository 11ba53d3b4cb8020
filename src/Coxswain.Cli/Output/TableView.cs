namespace Coxswain.Cli.Output;

/// <summary>A table to show. Cells are plain text; numbers stay whole when the terminal is narrow, text is shortened.</summary>
/// <param name="Footer">A last row set apart, such as a total; <see langword="null"/> for none.</param>
internal sealed record TableView(
    IReadOnlyList<TableColumn> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    IReadOnlyList<string>? Footer = null,
    string? Title = null);
