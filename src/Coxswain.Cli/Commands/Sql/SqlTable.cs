using Coxswain.Cli.Output;

namespace Coxswain.Cli.Commands.Sql;

/// <summary>A result in ClickHouse's JSONCompactStrings format, which writes SQL's NULL as ᴺᵁᴸᴸ.</summary>
internal sealed record SqlTable(IReadOnlyList<SqlColumn> Meta, IReadOnlyList<IReadOnlyList<string>> Data)
{
    public TableView View(int? limit) => new(
        [.. Meta.Select(static column => new TableColumn(column.Name, column.IsNumber))],
        [.. Data.Take(limit ?? int.MaxValue)]);
}
