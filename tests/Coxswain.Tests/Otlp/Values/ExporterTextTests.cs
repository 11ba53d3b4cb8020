using Coxswain.Otlp;
using Coxswain.Otlp.Values;
using Coxswain.Tests.Otlp.Encoders;

namespace Coxswain.Tests.Otlp.Values;

public sealed class ExporterTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(1, "1")]
    [InlineData(-42.5, "-42.5")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.0239, "0.0239")]
    [InlineData(0.00012345, "0.00012345")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(0.0000012, "0.0000012")]
    [InlineData(0.00000099, "9.9e-7")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(-1.5e-9, "-1.5e-9")]
    [InlineData(1e-10, "1e-10")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(123456789.125, "123456789.125")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(1.25e16, "12500000000000000")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(123456789012345680000.0, "123456789012345680000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(-1.5e21, "-1.5e+21")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Doubles_are_written_as_the_collector_writes_them(double value, string expected) =>
        Assert.Equal(expected, ExporterText.Of(value));

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_of_every_type_become_the_exporters_text(AnyValue value, string expected)
    {
        foreach (var decoded in new[]
        {
            Decoding.Protobuf(OtlpSignal.Logs, RecordProtobuf.LogWith(value)),
            Decoding.Json(OtlpSignal.Logs, RecordJson.LogWith(value)),
        })
        {
            var log = Assert.Single(decoded.Batch.Logs);
            Assert.Equal(expected, log.Body);
            Assert.Equal(expected, Assert.Single(log.Attributes).Value);
        }
    }

    public static TheoryData<AnyValue, string> Values() => new()
    {
        { new AnyValue.Empty(), "" },
        { new AnyValue.Text("a<b>&\"\n"), "a<b>&\"\n" },
        { new AnyValue.Bool(true), "true" },
        { new AnyValue.Bool(false), "false" },
        { new AnyValue.Whole(long.MinValue), "-9223372036854775808" },
        { new AnyValue.Floating(1e-7), "1e-7" },
        { new AnyValue.Bytes([0xFB, 0xFF, 1]), "+/8B" },
        { new AnyValue.Array([]), "[]" },
        { new AnyValue.Map([]), "{}" },
        {
            new AnyValue.Array([
                new AnyValue.Text("<\u2028é\u0001\b\f\"\\"), new AnyValue.Whole(7), new AnyValue.Floating(0.5), new AnyValue.Bool(true),
                new AnyValue.Empty(), new AnyValue.Bytes([1])]),
            """["<\u2028é\u0001\b\f\"\\",7,0.5,true,null,"AQ=="]"""
        },
        {
            new AnyValue.Map([
                new("b", new AnyValue.Array([new AnyValue.Map([new("x", new AnyValue.Whole(1))])])),
                new("a", new AnyValue.Text("first")), new("a", new AnyValue.Text("last")),
                new("\uE000", new AnyValue.Bool(true)), new("😀", new AnyValue.Bool(false))]),
            "{\"a\":\"last\",\"b\":[{\"x\":1}],\"\uE000\":true,\"😀\":false}"
        },
        { new AnyValue.Array([new AnyValue.Floating(double.NaN)]), """["NaN"]""" },
    };
}
