using System.Diagnostics;
using System.Globalization;
using Coxswain.Otlp;
using Google.Protobuf;

namespace Coxswain.Bench.Otlp;

/// <summary>
/// The protobuf decoder alone, in records per second of processor time, so that a busy machine does not change the figure.
/// Usage: <c>otlp-decode [records per request] [seconds]</c>.
/// </summary>
internal static class OtlpDecodeBench
{
    private const int Attributes = 20;
    private const int Repeated = 10;

    public static int Run(string[] args)
    {
        int Number(int at, int otherwise) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;
        var (records, seconds) = (Number(0, 512), Number(1, 5));
        var body = Request(records);
        var options = new OtlpOptions();
        Decode(body, options, TimeSpan.FromSeconds(1));

        var process = Process.GetCurrentProcess();
        var (allocated, busy) = (GC.GetTotalAllocatedBytes(), process.TotalProcessorTime);
        var requests = Decode(body, options, TimeSpan.FromSeconds(seconds));
        process.Refresh();
        var cpu = (process.TotalProcessorTime - busy).TotalSeconds;
        var decoded = (double)requests * records;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{records} records of {Attributes} attributes a request, {body.Length} bytes: {decoded / cpu:N0} records per CPU second, {(GC.GetTotalAllocatedBytes() - allocated) / decoded:N0} bytes allocated per record"));
        return 0;
    }

    private static long Decode(byte[] body, OtlpOptions options, TimeSpan length)
    {
        var started = Stopwatch.GetTimestamp();
        long requests = 0;
        while (Stopwatch.GetElapsedTime(started) < length)
        {
            OtlpDecoder.Decode(OtlpSignal.Logs, OtlpEncoding.Protobuf, body, options, DateTimeOffset.UnixEpoch);
            requests++;
        }

        return requests;
    }

    // Half of the values repeat, as a session's id or a model's name does; the others are new in every record.
    private static byte[] Request(int records) => Message(request => Nested(request, 1, resource => Nested(resource, 2, scope =>
    {
        for (var record = 0; record < records; record++)
        {
            var number = record;
            Nested(scope, 2, log =>
            {
                log.WriteTag(1, WireFormat.WireType.Fixed64);
                log.WriteFixed64(1_795_331_399_274_000_000UL + (ulong)number);
                for (var i = 0; i < Attributes; i++)
                {
                    var value = i < Repeated ? $"repeated-value-{i}-f6881abb-b1b4-4885" : $"value-{number}-{i}";
                    var key = $"attribute.name.{i * 7 % Attributes}";
                    Nested(log, 6, pair =>
                    {
                        Text(pair, 1, key);
                        Nested(pair, 2, any => Text(any, 1, value));
                    });
                }
            });
        }
    })));

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
