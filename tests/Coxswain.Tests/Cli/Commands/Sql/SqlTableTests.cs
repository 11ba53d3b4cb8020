using Coxswain.Cli.Commands.Sql;
using Coxswain.Cli.Output;

namespace Coxswain.Tests.Cli.Commands.Sql;

public sealed class SqlTableTests
{
    private static readonly SqlTable Table = new(
        [new("name", "String"), new("requests", "UInt64"), new("说明", "Nullable(String)")],
        [["claude-opus-5-5-of-a-long-name", "1234567890", "one"], ["claude-haiku-5", "2", "ᴺᵁᴸᴸ"]]);

    [Theory]
    [InlineData(null)]
    [InlineData(80)]
    [InlineData(30)]
    public void Result_is_a_table_where_its_columns_have_room(int? width) => Assert.StartsWith("name", Written(width)[0], StringComparison.Ordinal);

    [Fact]
    public void Result_too_wide_is_written_row_by_row_and_nothing_is_cut() => Assert.Equal(
        ["Row 1", "  name      claude-opus-5-5-of-a-long-name", "  requests  1234567890", "  说明      one", "Row 2", "  name      claude-haiku-5", "  requests  2", "  说明      ᴺᵁᴸᴸ"],
        Written(25));

    private static string[] Written(int? width)
    {
        using var data = new StringWriter();
        Table.Write(new CommandOutput(data, new StringWriter(), json: false, new TerminalShape(width, false)), limit: null);
        return data.ToString().TrimEnd().Split(Environment.NewLine);
    }
}
