using System.Diagnostics;
using System.Text;
using Coxswain.Core.Telemetry;
using Coxswain.Otlp;
using Coxswain.Otlp.Responses;
using Coxswain.Tests.Otlp.Encoders;

namespace Coxswain.Tests.Otlp;

public sealed class HostileInputTests
{
    [Theory]
    [InlineData(65)]
    [InlineData(10_000)]
    [InlineData(1_000_000)]
    public void Deep_nesting_is_refused_at_once(int levels)
    {
        var json = Encoding.UTF8.GetBytes("""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1","body":"""
            + string.Concat(Enumerable.Repeat("""{"arrayValue":{"values":[""", levels)));
        var unknown = Encoding.UTF8.GetBytes("""{"other":""" + new string('[', levels));

        Assert.Contains("nested", Refused(OtlpEncoding.Json, json).Message, StringComparison.Ordinal);
        if (levels > 1000)
        {
            Assert.Contains("nested", Refused(OtlpEncoding.Json, unknown).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(2_000, false)]
    public void Nesting_in_protobuf_is_limited_to_the_level(int levels, bool kept)
    {
        // Built from the inside: each level is ArrayValue(5){values(1){…}}, so a prefix of two lengths.
        var value = Array.Empty<byte>();
        for (var i = 0; i < levels; i++)
        {
            value = Wrap(5, Wrap(1, value));
        }

        var body = Wrap(1, Wrap(2, Wrap(2, [.. new ProtoMessage().Fixed64(1, 1).ToArray(), .. Wrap(5, value)])));

        if (kept)
        {
            Assert.StartsWith("[[[", Assert.Single(Decoding.Protobuf(OtlpSignal.Logs, body).Batch.Logs).Body, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("nested deeper than 64", Refused(OtlpEncoding.Protobuf, body).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_million_attributes_in_one_record_are_refused()
    {
        var attribute = Wrap(6, new ProtoMessage().Text(1, "k").ToArray());
        var record = new byte[attribute.Length * 1_000_000];
        for (var i = 0; i < 1_000_000; i++)
        {
            attribute.CopyTo(record, i * attribute.Length);
        }

        var failure = Refused(OtlpEncoding.Protobuf, Wrap(1, Wrap(2, Wrap(2, record))));

        Assert.Equal("more than 4096 attributes in one list", failure.Message);
        Assert.Equal(OtlpDecodeFailure.Malformed, failure.Failure);
    }

    [Fact]
    public void Many_tiny_records_are_refused_before_they_fill_memory()
    {
        var scope = new byte[2 * 30_000];
        for (var i = 0; i < scope.Length; i += 2)
        {
            scope[i] = 0x12;
        }

        var failure = Refused(OtlpEncoding.Protobuf, Wrap(1, Wrap(2, scope)), new OtlpOptions { MaxRecords = 20_000 });

        Assert.Equal(OtlpDecodeFailure.TooLarge, failure.Failure);
        Assert.Equal("more than 20000 records in one request", failure.Message);
    }

    [Fact]
    public void Memory_of_decoded_records_is_bounded()
    {
        // One-byte bucket counts grow eightfold.
        var counts = new byte[2_000_000];
        var point = Wrap(1, Wrap(8, Wrap(2, counts)));
        var body = Wrap(1, Wrap(2, Wrap(2, Wrap(10, point))));

        var failure = Assert.Throws<OtlpDecodeException>(
            () => Decoding.Protobuf(OtlpSignal.Metrics, body, new OtlpOptions { MaxDecodedBytes = 16 << 20 }));

        Assert.Equal(OtlpDecodeFailure.TooLarge, failure.Failure);
    }

    [Fact]
    public void Too_long_a_string_rejects_its_record_only()
    {
        LogRecord[] logs = [Log("short"), Log(new string('x', 2000)), Log("short")];
        var limits = new OtlpOptions { MaxStringBytes = 1000 };

        foreach (var decoded in new[]
        {
            Decoding.Protobuf(OtlpSignal.Logs, RecordProtobuf.Logs(logs), limits),
            Decoding.Json(OtlpSignal.Logs, RecordJson.Logs(logs), limits),
        })
        {
            Assert.Equal(2, decoded.Batch.Logs.Count);
            Assert.Equal(1, decoded.Rejected);
            Assert.Equal("log record: a string is longer than 1000 bytes", decoded.Message);
        }
    }

    [Fact]
    public void Ten_megabyte_word_is_kept_whole()
    {
        var word = new string('w', 10_000_000);

        Assert.Equal(word, Decoding.Protobuf(OtlpSignal.Logs, RecordProtobuf.Logs([Log(word)])).Batch.Logs[0].Body);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("4294967295999999999", true)]
    [InlineData("4294967296000000000", false)]
    [InlineData("9223372036854775807", false)]
    [InlineData("9223372036854775808", false)]
    [InlineData("18446744073709551615", false)]
    [InlineData("18446744073709551616", false)]
    [InlineData("-1", false)]
    [InlineData("1.5", false)]
    [InlineData("1e308", false)]
    [InlineData("1e3", true)]
    public void Times_are_stored_as_given_or_their_record_is_rejected(string time, bool kept)
    {
        foreach (var written in new[] { time, $"\"{time}\"" })
        {
            var decoded = Decoding.Json(OtlpSignal.Logs, $$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":{{written}}}]}]}]}""");

            Assert.Equal(kept ? 1 : 0, decoded.Batch.Logs.Count);
            Assert.Equal(kept ? 0 : 1, decoded.Rejected);
        }
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("\"0x10\"")]
    [InlineData("\" 1\"")]
    public void What_is_no_number_makes_the_body_malformed(string time) =>
        Assert.Contains("an integer was expected at byte", Refused(OtlpEncoding.Json, Encoding.UTF8.GetBytes(
            $$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":{{time}}}]}]}]}""")).Message, StringComparison.Ordinal);

    [Fact]
    public void Record_without_any_time_takes_the_time_of_receipt_and_its_resend_cannot_be_recognised()
    {
        var decoded = Decoding.Protobuf(OtlpSignal.Logs, RecordProtobuf.LogWith(new AnyValue.Text("now"), timeNs: 0));

        Assert.Equal(Decoding.Received.ToUnixTimeMilliseconds() * 1_000_000, decoded.Batch.Logs[0].TimestampNs);
        Assert.Null(decoded.Batch.ContentHash);
    }

    [Fact]
    public void Observed_time_stands_in_for_a_missing_time()
    {
        var decoded = Decoding.Json(
            OtlpSignal.Logs, """{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"0","observedTimeUnixNano":77}]}]}]}""");

        Assert.Equal(77, decoded.Batch.Logs[0].TimestampNs);
        Assert.NotNull(decoded.Batch.ContentHash);
    }

    [Theory]
    [InlineData(5UL, 77UL, 5)]
    [InlineData(0UL, 77UL, 77)]
    public void Time_of_the_event_wins_over_the_time_it_was_observed_in_both_encodings(ulong time, ulong observed, long expected)
    {
        var protobuf = Decoding.Protobuf(OtlpSignal.Logs, Wrap(1, Wrap(2, Wrap(2, new ProtoMessage().Fixed64(1, time).Fixed64(11, observed).ToArray()))));
        var json = Decoding.Json(
            OtlpSignal.Logs, $$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"observedTimeUnixNano":"{{observed}}","timeUnixNano":"{{time}}"}]}]}]}""");

        Assert.Equal((expected, expected), (protobuf.Batch.Logs[0].TimestampNs, json.Batch.Logs[0].TimestampNs));
    }

    [Theory]
    [InlineData("{\"intValue\":9223372036854775808}", "9223372036854775808")]
    [InlineData("{\"intValue\":\"-5\"}", "-5")]
    [InlineData("{\"intValue\":-5}", "-5")]
    [InlineData("{\"doubleValue\":\"\"}", "")]
    [InlineData("{\"doubleValue\":null}", "")]
    [InlineData("{\"doubleValue\":\"-Infinity\"}", "-Infinity")]
    [InlineData("{\"doubleValue\":1e308}", "1e+308")]
    [InlineData("{\"bytesValue\":\"-_8\"}", "+/8=")]
    [InlineData("{\"stringValue\":\"\\ud83d\"}", "\uFFFD")]
    [InlineData("{\"stringValue\":\"\\ud83d\\ude00\\u0000\\/\"}", "😀\0/")]
    [InlineData("{\"unknown\":{\"deep\":[1,2]},\"boolValue\":true}", "true")]
    [InlineData("{}", "")]
    [InlineData("null", "")]
    public void Awkward_json_values_are_kept(string value, string expected)
    {
        var decoded = Decoding.Json(
            OtlpSignal.Logs, "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":1,\"body\":" + value + "}]}]}]}");

        Assert.Equal(expected, decoded.Batch.Logs[0].Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{} {}")]
    [InlineData("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":5}}]}]}]}")]
    [InlineData("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"bytesValue\":\"!\"}}]}]}]}")]
    [InlineData("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[5]}]}]}")]
    public void What_is_not_otlp_json_is_refused(string body) =>
        Assert.Equal(OtlpDecodeFailure.Malformed, Refused(OtlpEncoding.Json, Encoding.UTF8.GetBytes(body)).Failure);

    [Fact]
    public void Byte_order_mark_is_skipped() =>
        Assert.Equal(0, Decoding.Json(OtlpSignal.Logs, "\uFEFF{}").Batch.RecordCount);

    [Fact]
    public void Invalid_utf8_becomes_replacement_characters()
    {
        var log = new ProtoMessage().Fixed64(1, 1).Message(5, new ProtoMessage().Bytes(1, [0x61, 0xFF, 0x62]));

        var decoded = Decoding.Protobuf(OtlpSignal.Logs, Wrap(1, Wrap(2, Wrap(2, log.ToArray()))));

        Assert.Equal("a\uFFFDb", decoded.Batch.Logs[0].Body);
    }

    [Fact]
    public void Ids_of_another_length_or_all_zero_are_no_ids()
    {
        var log = new ProtoMessage().Fixed64(1, 1).Bytes(9, new byte[16]).Bytes(10, [1, 2, 3]);

        var decoded = Decoding.Protobuf(OtlpSignal.Logs, Wrap(1, Wrap(2, Wrap(2, log.ToArray()))));

        Assert.Equal("", decoded.Batch.Logs[0].TraceId);
        Assert.Equal("", decoded.Batch.Logs[0].SpanId);
        Assert.Equal((0, "an id was ignored: it must have 8 bytes, in JSON as 16 hex digits"), (decoded.Rejected, decoded.Message));
    }

    [Theory]
    [InlineData("null", "", "")]
    [InlineData("\"\"", "", "")]
    [InlineData("\"00000000000000000000000000000000\"", "", "")]
    [InlineData("\"0AF7651916CD43DD8448EB211C80319C\"", "0af7651916cd43dd8448eb211c80319c", "")]
    [InlineData("\"0af7651916cd43dd8448eb211c80319\"", "", "an id was ignored: it must have 16 bytes, in JSON as 32 hex digits")]
    [InlineData("\"0xf7651916cd43dd8448eb211c80319c\"", "", "an id was ignored: it must have 16 bytes, in JSON as 32 hex digits")]
    [InlineData("\"CvdlGRbNQ92ESOshHIAxnA==\"", "", "an id was ignored: it must have 16 bytes, in JSON as 32 hex digits")]
    public void Id_that_is_none_is_ignored_and_its_sender_warned(string id, string kept, string warning)
    {
        var decoded = Decoding.Json(OtlpSignal.Logs, $$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1","traceId":{{id}}}]}]}]}""");

        Assert.Equal(kept, Assert.Single(decoded.Batch.Logs).TraceId);
        Assert.Equal((0, warning), (decoded.Rejected, decoded.Message));
    }

    [Fact]
    public void Record_the_store_would_not_keep_is_rejected_and_one_at_the_border_is_kept()
    {
        static byte[] Log(ulong time) => Wrap(2, new ProtoMessage().Fixed64(1, time).ToArray());
        var oldest = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        byte[] records = [.. Log(1_700_000_000_000_000_000), .. Log(1_699_999_999_999_999_999), .. Log(0)];

        var decoded = OtlpDecoder.Decode(OtlpSignal.Logs, OtlpEncoding.Protobuf, Wrap(1, Wrap(2, records)), new OtlpOptions(), Decoding.Received, oldest);

        Assert.Equal(2, decoded.Batch.Logs.Count);
        Assert.Equal((1, "log record: its time lies before what the store keeps (store.retentionDays)"), (decoded.Rejected, decoded.Message));
    }

    [Fact]
    public void Warning_is_a_partial_success_with_nothing_rejected()
    {
        Assert.Equal("""{"partialSuccess":{"rejectedSpans":"0","errorMessage":"look"}}""", System.Text.Encoding.UTF8.GetString(OtlpResponse.Exported(OtlpSignal.Traces, OtlpEncoding.Json, 0, "look")));
        Assert.Equal([0x0A, 6, 0x12, 4, (byte)'l', (byte)'o', (byte)'o', (byte)'k'], OtlpResponse.Exported(OtlpSignal.Traces, OtlpEncoding.Protobuf, 0, "look"));
    }

    [Fact]
    public void Of_equal_keys_the_last_one_wins()
    {
        var log = Log("b") with { Attributes = [new("z", "1"), new("a", "2"), new("z", "3")] };

        var attributes = Decoding.Protobuf(OtlpSignal.Logs, RecordProtobuf.Logs([log])).Batch.Logs[0].Attributes;

        Assert.Equal([new KeyValue("a", "2"), new KeyValue("z", "3")], attributes);
    }

    private static LogRecord Log(string body) => new(new TelemetryOrigin(), 5, "", "", 0, "", 0, body, "", []);

    private static OtlpDecodeException Refused(OtlpEncoding encoding, byte[] body, OtlpOptions? limits = null)
    {
        var started = Stopwatch.GetTimestamp();
        var failure = Assert.Throws<OtlpDecodeException>(
            () => OtlpDecoder.Decode(OtlpSignal.Logs, encoding, body, limits ?? new OtlpOptions(), Decoding.Received));

        // Milliseconds when alone; wide enough for a machine that runs everything at once.
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(15), "refusing took too long");
        return failure;
    }

    private static byte[] Wrap(int field, byte[] content) => new ProtoMessage().Bytes(field, content).ToArray();
}
