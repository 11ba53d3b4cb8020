using System.Text.Json;
using Coxswain.Cli.Output;

namespace Coxswain.Tests.Cli.Output;

/// <summary>A name of a megabyte: cut for people, whole in JSON, and half a character nowhere.</summary>
public sealed class LongNameTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(80)]
    public void Table_has_the_beginning_of_a_name(int? width)
    {
        var name = new string('x', 1_000_000);
        var shown = Write(output => output.WriteTable(new TableView([new TableColumn("tool"), new TableColumn("calls", Number: true)], [[name, "1"]], [name, "1"])), width);

        Assert.InRange(shown.Length, 10, 10_000);
        Assert.Contains("xx…", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_of_a_query_is_whole()
        => Assert.Contains(new string('x', 1_000_000), Write(static output => output.WriteTable(new TableView([new TableColumn("v")], [[new string('x', 1_000_000)]]) { IsWhole = true }), null), StringComparison.Ordinal);

    [Fact]
    public void Line_is_cut() => Assert.InRange(Write(static output => output.WriteLine("Tool " + new string('x', 1_000_000)), null).Length, 100, TerminalText.LongestLine + 2);

    [Fact]
    public void Json_is_whole()
        => Assert.Equal(1_000_000, JsonDocument.Parse(Write(static output => output.WriteJson(new { name = new string('x', 1_000_000) }), null)).RootElement.GetProperty("name").GetString()?.Length);

    [Theory]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcde", 4, "abc…")]
    [InlineData("ab😀de", 4, "ab…")]
    [InlineData("a😀cde", 4, "a😀…")]
    public void Text_is_cut_between_characters(string text, int most, string expected) => Assert.Equal(expected, TerminalText.Cut(text, most));

    private static string Write(Action<CommandOutput> write, int? width)
    {
        var data = new StringWriter();
        write(new CommandOutput(data, TextWriter.Null, json: false, new TerminalShape(width, false)));
        return data.ToString();
    }
}
