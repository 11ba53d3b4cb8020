using System.Text;
using CsCheck;
using Coxswain.Engine.Sql;

namespace Coxswain.Tests.Engine;

public sealed class StatementTests
{
    [Theory]
    [InlineData("SELECT 1", "Select", null)]
    [InlineData("SELECT 1 FORMAT JSON", "Select", "JSON")]
    [InlineData("SELECT 1 AS format", "Select", null)]
    [InlineData("SELECT format FROM t", "Select", null)]
    [InlineData("SELECT 1 FORMAT CSV SETTINGS max_threads = 1", "Select", "CSV")]
    [InlineData("SELECT 'FORMAT CSV' -- FORMAT TSV", "Select", null)]
    [InlineData("/* INSERT */ WITH 1 AS x SELECT x FORMAT CSV;", "Select", "CSV")]
    [InlineData("(SELECT 1) UNION ALL (SELECT 2)", "Select", null)]
    [InlineData("SHOW TABLES FORMAT JSON", "Command", "JSON")]
    [InlineData("WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", "Command", null)]
    [InlineData("INSERT INTO t SELECT 1", "Command", null)]
    [InlineData("INSERT INTO t (a, b) (SELECT 1, 2)", "Command", null)]
    [InlineData("INSERT INTO t VALUES (1)", "InsertRows", "Values")]
    [InlineData("INSERT INTO t (format, values) SETTINGS x = 'VALUES' FORMAT RowBinary\n", "InsertRows", "RowBinary")]
    [InlineData("INSERT INTO format VALUES (1)", "InsertRows", "Values")]
    [InlineData("INSERT INTO db.values FORMAT TSV\n1", "InsertRows", "TSV")]
    [InlineData("INSERT INTO t", "InsertRows", null)]
    [InlineData(" ; -- nothing", "Empty", null)]
    public void Kind_and_format_are_those_clickhouse_would_read(string sql, string kind, string? format)
    {
        var statement = Statement.Read(Encoding.UTF8.GetBytes(sql));

        Assert.Equal(kind, statement.Kind.ToString());
        Assert.Equal(format, statement.Format);
    }

    [Theory]
    [InlineData("INSERT INTO t FORMAT RowBinary\nDATA")]
    [InlineData("INSERT INTO t FORMAT RowBinary \r\nDATA")]
    [InlineData("INSERT INTO `t;` FORMAT RowBinary DATA")]
    public void Data_of_an_insert_begin_after_the_format_and_one_line_break(string sql)
    {
        var bytes = Encoding.UTF8.GetBytes(sql);

        Assert.Equal("DATA", Encoding.UTF8.GetString(bytes[Statement.Read(bytes).Length..]));
    }

    [Theory]
    [InlineData("SELECT 1; SELECT 2", true)]
    [InlineData("SELECT 1;;", false)]
    [InlineData("SELECT ';'; -- ; SELECT", false)]
    [InlineData("SELECT $a$ ; $a$; DROP TABLE t", true)]
    [InlineData("SELECT ‘;’", false)]
    public void Second_statement_is_noticed(string sql, bool expected) =>
        Assert.Equal(expected, Statement.Read(Encoding.UTF8.GetBytes(sql)).HasMore);

    [Theory]
    [InlineData("SELECT 1 INTO OUTFILE '/tmp/x'", true)]
    [InlineData("SELECT 1 into /* */ outfile '/tmp/x' FORMAT CSV", true)]
    [InlineData("INSERT INTO t FROM INFILE '/etc/passwd' FORMAT CSV", true)]
    [InlineData("SELECT 'INTO OUTFILE'", false)]
    public void File_clauses_are_noticed(string sql, bool expected) =>
        Assert.Equal(expected, Statement.Read(Encoding.UTF8.GetBytes(sql)).ReadsOrWritesFile);

    [Fact]
    public void Any_bytes_are_read_to_the_end_without_failing() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            var statement = Statement.Read(bytes);

            Assert.InRange(statement.Length, 0, bytes.Length);
            Assert.InRange(statement.HeadLength, 0, bytes.Length);
        });

    [Fact]
    public void Any_mixture_of_sql_pieces_is_read_to_the_end_without_failing()
    {
        string[] pieces =
        [
            "INSERT", "INTO", "t", "VALUES", "FORMAT", "CSV", "SELECT", "(", ")", "'", "\"", "`", "--", "/*", "*/", "\n", ";", "$$", "$a$", "\\", "‘", "’",
        ];
        Gen.OneOf([.. pieces.Select(Gen.Const)]).Array[0, 30].Sample(words =>
        {
            var bytes = Encoding.UTF8.GetBytes(string.Join(' ', words));

            Assert.InRange(Statement.Read(bytes).Length, 0, bytes.Length);
        });
    }
}
