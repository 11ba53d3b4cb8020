using Coxswain.Cli.Output;

namespace Coxswain.Tests.Cli.Output;

public sealed class TableFitTests
{
    private static readonly TableView Table = new(
        [new("session", Least: 9), new("title", Rank: 1), new("requests", Number: true, Rank: 3), new("project", Rank: 2), new("cost", Number: true)],
        [["3f2a0c1e-82db-429a-8a84-c622cc0a3396", "Mend the login of the shop", "1,234", "/home/dev/shop", "$12.34"]],
        ["total", "", "1,234", "", "$12.34"]);

    [Theory]
    [InlineData(null, "")]
    [InlineData(200, "")]
    [InlineData(60, "")]
    [InlineData(50, "requests")]
    [InlineData(40, "requests project")]
    [InlineData(30, "title requests project")]
    [InlineData(5, "title requests project")]
    public void Least_important_columns_go_first_and_the_most_important_stay(int? width, string leftOut)
    {
        var (shown, gone) = TableFit.Fit(Table, width);

        Assert.Equal(leftOut, string.Join(' ', gone));
        Assert.All(shown.Rows.Append(shown.Footer!), row => Assert.Equal(shown.Columns.Count, row.Count));
        Assert.Equal(["$12.34", "$12.34"], shown.Rows.Append(shown.Footer!).Select(row => row[^1]));
    }

    [Fact]
    public void Texts_are_shortened_down_to_what_each_needs_before_one_gets_less()
    {
        var (data, talk) = (new StringWriter(), new StringWriter());
        var table = new TableView([new("session", Least: 9), new("last event", Least: 16), new("title")], [["3f2a0c1e-82db-429a-8a84-c622cc0a3396", "2026-11-22 16:41", "Mend the login of the shop"]]);

        new CommandOutput(data, talk, json: false, new TerminalShape(44, false)).WriteTable(table);

        Assert.Contains("2026-11-22 16:41", data.ToString(), StringComparison.Ordinal);
        Assert.Contains("3f2a0c1e", data.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Left_out_columns_are_named_beside_the_data()
    {
        var (data, talk) = (new StringWriter(), new StringWriter());

        new CommandOutput(data, talk, json: false, new TerminalShape(40, false)).WriteTable(Table);

        Assert.Equal("Left out at this width: requests, project. --json has everything." + Environment.NewLine, talk.ToString());
        Assert.All(data.ToString().Split('\n'), line => Assert.True(line.TrimEnd().Length <= 40, line));
    }
}
