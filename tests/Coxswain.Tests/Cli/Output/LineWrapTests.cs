using Coxswain.Cli.Output;
using CsCheck;

namespace Coxswain.Tests.Cli.Output;

public sealed class LineWrapTests
{
    private const string Note = "rows are counted as reports count them, one for each thing that happened.";

    [Fact]
    public void Line_is_broken_at_words_and_what_follows_an_indented_one_stands_deeper()
    {
        Assert.Equal(["rows are counted as reports count them,", "one for each thing that happened."], Lines(Note, 40));
        Assert.Equal(["  Store           embedded engine:", "    taking rows"], Lines("  Store           embedded engine: taking rows", 36));
        Assert.Equal(["/a/path/that/is/longer/than/the/terminal", "is", "whole"], Lines("/a/path/that/is/longer/than/the/terminal is whole", 5));
        Assert.Equal(["first", "second", "line"], Lines("first\nsecond line", 8));
    }

    [Fact]
    public void Every_word_is_kept_and_only_a_single_word_is_wider_than_the_terminal()
        => Gen.Select(Gen.String[Gen.Char["ab 漢"], 0, 120], Gen.Int[20, 60]).Sample(static (text, width) =>
        {
            var lines = Lines(text, width);
            Assert.Equal(text.Split(' ', StringSplitOptions.RemoveEmptyEntries), lines.SelectMany(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            Assert.All(lines, line => Assert.True(CellWidth.Of(line) <= width || line.Trim().Split(' ').Length == 1, line));
        });

    [Fact]
    public void Lines_and_notes_fit_the_terminal_and_logs_pipes_and_what_must_be_one_line_stay_whole()
    {
        Assert.All(Written(new TerminalShape(40, false) { TalkWidth = 40 }, static output =>
        {
            output.WriteLine(Note);
            output.Say(Note);
        }), static line => Assert.True(line.Length <= 40, line));

        Assert.Equal([Note, Note], Written(new TerminalShape(40, false) { TalkWidth = 40 }, static output =>
        {
            output.WriteWhole(Note);
            output.SayWhole(Note);
        }));
        Assert.Equal([Note, Note], Written(new TerminalShape(null, false), static output =>
        {
            output.WriteLine(Note);
            output.Say(Note);
        }));
    }

    private static string[] Lines(string text, int width) => LineWrap.Fit(text, width).Split(Environment.NewLine);

    private static string[] Written(TerminalShape shape, Action<CommandOutput> write)
    {
        using var data = new StringWriter();
        using var talk = new StringWriter();
        write(new CommandOutput(data, talk, json: false, shape));
        return [.. (data.ToString() + talk).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)];
    }
}
