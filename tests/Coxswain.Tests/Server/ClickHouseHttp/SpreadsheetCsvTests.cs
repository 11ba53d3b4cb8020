using System.Text;
using Coxswain.Server.ClickHouseHttp;
using CsCheck;

namespace Coxswain.Tests.Server.ClickHouseHttp;

public sealed class SpreadsheetCsvTests
{
    private static readonly string[] Starts = ["", "=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", "\uFF21", "\"", ",", "'"];

    private static readonly Gen<string> Cell = Gen.Select(Gen.Int[0, Starts.Length - 1], Gen.Int[0, 5].Array[0, 4], static (start, rest) => Starts[start] + string.Concat(rest.Select(static letter => "a\",\n=日"[letter])));

    [Theory]
    [InlineData("\"a\",\"=b\"\n\"=1+1\",-5\n", "\"a\",\"'=b\"\n\"'=1+1\",-5\n")]
    [InlineData("-1.5,\\N,true,\"2026-11-27\"\n", "-1.5,\\N,true,\"2026-11-27\"\n")]
    [InlineData("\"a\"\"=b\",\"x,=y\",\"x\n=y\"\n", "\"a\"\"=b\",\"x,=y\",\"x\n=y\"\n")]
    [InlineData("\"\",\"@\",\"+\"\n", "\"\",\"'@\",\"'+\"\n")]
    [InlineData("\"\tx\",\"\rx\",\"\nx\"\n", "\"'\tx\",\"'\rx\",\"'\nx\"\n")]
    [InlineData("\"\uFF1D1\",\"\uFF21\"\n", "\"'\uFF1D1\",\"\uFF21\"\n")]
    public void Text_that_begins_like_a_formula_is_disarmed_and_nothing_else_is_touched(string csv, string expected) => Assert.Equal(expected, Pass(csv, csv.Length * 3));

    /// <summary>However the bytes come, what a reader takes out is what was put in, with an apostrophe where it would be worked out.</summary>
    [Fact]
    public void Reader_finds_every_text_again_however_the_bytes_are_cut()
        => Gen.Select(Cell.Array[1, 8], Gen.Int[1, 5]).Sample((cells, size) =>
        {
            var csv = string.Join(",", cells.Select(static cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n";
            var expected = string.Join(",", cells.Select(static cell => $"\"{(cell.Length > 0 && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".Contains(cell[0], StringComparison.Ordinal) ? "'" : "")}{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n";

            Assert.Equal(expected, Pass(csv, size));
        });

    private static string Pass(string csv, int size)
    {
        var passed = new MemoryStream();
        using var stream = new SpreadsheetCsv(passed);
        foreach (var piece in Encoding.UTF8.GetBytes(csv).Chunk(size))
        {
            stream.Write(piece, 0, piece.Length);
        }

        return Encoding.UTF8.GetString(passed.ToArray());
    }
}
