using System.Buffers.Binary;
using System.Text;
using Coxswain.Core.Telemetry;
using Coxswain.Storage.ClickHouse.Rows;
using CsCheck;

namespace Coxswain.Tests.Storage.ClickHouse.Rows;

public sealed class RowWriterTests
{
    [Fact]
    public void Text_of_any_length_and_script_reads_back()
    {
        Gen.String[Gen.Char, 0, 400].Where(static s => !s.Any(char.IsSurrogate)).Sample(text =>
        {
            using var writer = new RowWriter();
            writer.Text(text);
            var (length, at) = ReadCount(writer.Written.Span);

            return length == writer.Length - at && Encoding.UTF8.GetString(writer.Written.Span[at..]) == text;
        });
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        using var writer = new RowWriter();

        writer.Text("a\ud800");

        Assert.Equal("a\ufffd", Encoding.UTF8.GetString(writer.Written.Span[1..]));
    }

    [Fact]
    public void Count_is_a_little_endian_base_128_number()
    {
        Gen.Int[0, int.MaxValue].Sample(count =>
        {
            using var writer = new RowWriter();
            writer.Count(count);
            return ReadCount(writer.Written.Span) == (count, writer.Length);
        });
    }

    [Fact]
    public void Buffer_grows_past_its_first_size_without_losing_a_byte()
    {
        using var writer = new RowWriter();
        for (var i = 0; i < 50_000; i++)
        {
            writer.Int32(i);
        }

        for (var i = 0; i < 50_000; i++)
        {
            Assert.Equal(i, BinaryPrimitives.ReadInt32LittleEndian(writer.Written.Span[(4 * i)..]));
        }
    }

    [Fact]
    public void Map_is_the_same_from_an_array_a_list_and_any_other_list()
    {
        KeyValue[] pairs = [new("a", "1"), new("b", "")];

        Assert.Equal(Written(pairs), Written(pairs.ToList()));
        Assert.Equal(Written(pairs), Written(pairs.ToList().AsReadOnly()));
    }

    [Theory]
    [InlineData("0.012320000000000001", "12320000000")]
    [InlineData("123456789.123456789012", "123456789123456789012")]
    [InlineData("0", "0")]
    public void Money_is_a_whole_number_of_millionths_of_a_millionth(string usd, string scaled)
    {
        using var writer = new RowWriter();

        writer.MoneyOrNull(decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(0, writer.Written.Span[0]);
        Assert.Equal(Int128.Parse(scaled, System.Globalization.CultureInfo.InvariantCulture), BinaryPrimitives.ReadInt128LittleEndian(writer.Written.Span[1..]));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("79228162514264337593543950335")]
    public void Impossible_money_is_unknown(string usd)
    {
        using var writer = new RowWriter();

        writer.MoneyOrNull(decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal([1], writer.Written.ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4_294_967_296_000_000_000)]
    public void Time_the_tables_cannot_hold_is_never_bent_to_one_they_can(long timeNs)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StorableTime.Ns(timeNs));
    }

    private static byte[] Written(IReadOnlyList<KeyValue> pairs)
    {
        using var writer = new RowWriter();
        writer.Map(pairs);
        return writer.Written.ToArray();
    }

    private static (int Count, int Bytes) ReadCount(ReadOnlySpan<byte> bytes)
    {
        var value = 0;
        for (var i = 0; ; i++)
        {
            value |= (bytes[i] & 0x7f) << (7 * i);
            if (bytes[i] < 0x80)
            {
                return (value, i + 1);
            }
        }
    }
}
