using System.Text;
using System.Text.Json;
using Coxswain.Cli.Commands.Sql;
using CsCheck;

namespace Coxswain.Tests.Cli.Commands.Sql;

public sealed class SqlRowsTests
{
    private const string Tag = "abcdefghijklmnop";
    private const string Block = "\r\n__exception__\r\n" + Tag + "\r\nCode: 396. DB::Exception: Limit for result exceeded, max rows: 5.00. (TOO_MANY_ROWS_OR_BYTES) (version 26.7)\n99 " + Tag + "\r\n__exception__\r\n";

    [Fact]
    public void Rows_come_out_whole_and_the_failure_apart_however_the_bytes_are_cut() =>
        Gen.Select(Gen.String[Gen.Char['\n', '~'], 0, 200], Gen.Int[1, 40], Gen.Bool, Gen.Bool).Sample((rows, piece, failed, broken) =>
        {
            var (text, failure) = Copy(rows + (failed ? Block : ""), piece, Tag, broken);

            Assert.Equal(rows, text);
            Assert.Equal(failed ? "Code: 396. DB::Exception: Limit for result exceeded, max rows: 5.00. (TOO_MANY_ROWS_OR_BYTES) (version 26.7)" : broken ? "the connection broke off" : null, failure);
        });

    [Fact]
    public void Block_of_another_tag_is_a_row_like_any_other()
    {
        var rows = "a\r\n__exception__\r\nzzzzzzzzzzzzzzzz\r\nx\n";

        Assert.Equal((rows, null), Copy(rows, 7, Tag, broken: false));
        Assert.Equal((rows, null), Copy(rows, 7, null, broken: false));
    }

    [Theory]
    [InlineData("0", null, "damage", "null")]
    [InlineData("2", "Rows may be \"missing\"", "damage", "\"Rows may be \\u0022missing\\u0022\"")]
    [InlineData(null, null, "meta", null)]
    public void Json_says_first_what_is_said_of_damage_however_the_bytes_are_cut(string? count, string? note, string first, string? told)
    {
        const string Document = "{\n\t\"meta\": [],\n\t\"rows\": 0\n}\n";
        for (var piece = 1; piece < 30; piece++)
        {
            var (text, failure) = Copy(Document, piece, Tag, broken: false, SqlReport.FirstMembers(count, note));

            using var document = JsonDocument.Parse(text);
            Assert.Null(failure);
            Assert.Equal(first, document.RootElement.EnumerateObject().First().Name);
            Assert.Equal(told, document.RootElement.TryGetProperty("damageNote", out var value) ? value.GetRawText() : null);
            Assert.Equal(0, document.RootElement.GetProperty("rows").GetInt32());
        }
    }

    [Fact]
    public void Rows_that_are_no_document_stay_as_they_are() => Assert.Equal(("1\n", null), Copy("1\n", 5, Tag, broken: false, SqlReport.FirstMembers("1", "x")));

    [Theory]
    [InlineData("Code: 396. DB::Exception: Limit for result exceeded, max rows: 5.00. (TOO_MANY_ROWS_OR_BYTES) (version 26.7)", "sql.maxRows")]
    [InlineData("Code: 396. DB::Exception: Limit for result exceeded, max bytes: 5.00. (TOO_MANY_ROWS_OR_BYTES)", "sql.maxResultBytes")]
    [InlineData("Code: 159. DB::Exception: Timeout exceeded: elapsed 60 s. (TIMEOUT_EXCEEDED)", "sql.maxTime")]
    [InlineData("Code: 241. DB::Exception: Query memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)", "sql.maxMemoryBytes")]
    public void Sentence_says_part_limit_and_how_to_raise_it(string failure, string setting)
    {
        var sentence = SqlPart.Sentence(failure);

        Assert.Contains("only a part", sentence, StringComparison.Ordinal);
        Assert.Contains("cox config set " + setting, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Fact]
    public void Sentence_of_another_failure_names_it() =>
        Assert.Equal("Not the whole result: the rows shown are only a part, because the connection broke off.", SqlPart.Sentence("the connection broke off"));

    private static (string Text, string? Failure) Copy(string answer, int piece, string? tag, bool broken, byte[]? firstMembers = null)
    {
        using var rows = new MemoryStream();
        var failure = new SqlRows(new Pieces(Encoding.UTF8.GetBytes(answer), piece, broken), tag, firstMembers).CopyAsync(rows, CancellationToken.None).GetAwaiter().GetResult();
        return (Encoding.UTF8.GetString(rows.ToArray()), failure);
    }

    /// <summary>Gives a few bytes at a time, and at the end an end or a broken connection.</summary>
    private sealed class Pieces(byte[] bytes, int piece, bool broken) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Read(buffer.Span[..Math.Min(piece, buffer.Length)]);
            return read == 0 && broken ? throw new HttpIOException(HttpRequestError.ResponseEnded) : ValueTask.FromResult(read);
        }
    }
}
