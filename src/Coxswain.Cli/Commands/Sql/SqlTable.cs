using Coxswain.Cli.Output;

namespace Coxswain.Cli.Commands.Sql;

/// <summary>A result in ClickHouse's JSONCompactStrings format. A null cell is SQL's NULL.</summary>
internal sealed record SqlTable(IReadOnlyList<SqlColumn> Meta, IReadOnlyList<IReadOnlyList<string?>> Data)
{
    public TableView View(int? limit) => new(
        [.. Meta.Select(static column => new TableColumn(column.Name, column.IsNumber))],
        [.. Data.Take(limit ?? int.MaxValue).Select(static row => (IReadOnlyList<string>)[.. row.Select(static cell => cell ?? "NULL")])]);
}
