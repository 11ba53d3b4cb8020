using System.Globalization;
using System.Text.Json;
using Google.Protobuf;

namespace Coxswain.Otlp.Responses;

/// <summary>Writes what a receiver answers: an export response, or a <c>google.rpc.Status</c>.</summary>
public static class OtlpResponse
{
    private const string RetryInfoType = "type.googleapis.com/google.rpc.RetryInfo";

    /// <summary>The signal's export response; without rejected records and without a warning it is the empty message.</summary>
    public static byte[] Exported(OtlpSignal signal, OtlpEncoding encoding, int rejected, string message) =>
        rejected == 0 && message.Length == 0 ? encoding == OtlpEncoding.Json ? "{}"u8.ToArray() : []
        : encoding == OtlpEncoding.Json ? PartialJson(signal, rejected, message)
        : Message(output => Nested(output, 1, partial =>
        {
            if (rejected > 0)
            {
                partial.WriteTag(1, WireFormat.WireType.Varint);
                partial.WriteInt64(rejected);
            }

            Text(partial, 2, message);
        }));

    /// <param name="code">As gRPC numbers it.</param>
    /// <param name="retryAfter">How long a sender is to wait; <see langword="null"/> when trying again cannot help.</param>
    public static byte[] Status(OtlpEncoding encoding, int code, string message, TimeSpan? retryAfter) =>
        encoding == OtlpEncoding.Json ? StatusJson(code, message) : Message(status =>
        {
            status.WriteTag(1, WireFormat.WireType.Varint);
            status.WriteInt32(code);
            Text(status, 2, message);
            if (retryAfter is { } wait)
            {
                Nested(status, 3, any =>
                {
                    Text(any, 1, RetryInfoType);
                    Nested(any, 2, retry => Nested(retry, 1, duration => WriteDuration(duration, wait)));
                });
            }
        });

    private static void WriteDuration(CodedOutputStream duration, TimeSpan wait)
    {
        duration.WriteTag(1, WireFormat.WireType.Varint);
        duration.WriteInt64((long)wait.TotalSeconds);
    }

    private static byte[] PartialJson(OtlpSignal signal, int rejected, string message) => Json(json =>
    {
        json.WriteStartObject("partialSuccess");
        json.WriteString(RejectedName(signal), rejected.ToString(CultureInfo.InvariantCulture));
        json.WriteString("errorMessage", message);
        json.WriteEndObject();
    });

    private static byte[] StatusJson(int code, string message) => Json(json =>
    {
        json.WriteNumber("code", code);
        json.WriteString("message", message);
    });

    private static string RejectedName(OtlpSignal signal) => signal switch
    {
        OtlpSignal.Logs => "rejectedLogRecords",
        OtlpSignal.Metrics => "rejectedDataPoints",
        _ => "rejectedSpans",
    };

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(output);
        }

        return bytes.ToArray();
    }

    private static void Nested(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(Message(write)));
    }

    private static void Text(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }
}
