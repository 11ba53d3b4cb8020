using System.IO.Hashing;
using Coxswain.Core.Telemetry;
using Coxswain.Otlp.Json;
using Coxswain.Otlp.Protobuf;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp;

/// <summary>
/// Turns the body of an OTLP export request into records. Written by hand against the published field numbers: the messages are few and
/// frozen, and neither generated classes nor a copy of the <c>.proto</c> files would leave the records in the form the store wants.
/// </summary>
public static class OtlpDecoder
{
    /// <param name="body">Inflated, whole.</param>
    /// <param name="received">Stands in for the time of a record that has none.</param>
    /// <param name="oldest">A record with an earlier time is rejected: the store would not keep it. <see langword="null"/>: none is too old.</param>
    /// <exception cref="OtlpDecodeException">The body is not OTLP or exceeds a limit; nothing of it is to be kept.</exception>
    public static DecodedExport Decode(
        OtlpSignal signal, OtlpEncoding encoding, ReadOnlySpan<byte> body, OtlpOptions limits, DateTimeOffset received, DateTimeOffset? oldest = null)
    {
        var context = new DecodeContext(limits, body.Length, received, oldest);
        if (encoding == OtlpEncoding.Json)
        {
            JsonExport.Read(signal, body, context);
        }
        else
        {
            ProtoOrigins.Read(body, context, signal switch
            {
                OtlpSignal.Logs => ProtoLogs.Read,
                OtlpSignal.Metrics => ProtoMetrics.Read,
                _ => ProtoSpans.Read,
            });
        }

        var batch = new TelemetryBatch
        {
            Logs = context.Logs,
            Metrics = context.Metrics,
            Spans = context.Spans,
            ContentHash = context.TookReceiptTime ? null : XxHash128.HashToUInt128(body, (long)signal),
        };
        return new DecodedExport(batch, context.Rejected, context.Rejected > 0 ? context.RejectionMessage : context.Warning);
    }
}
