using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Arriving;
using Coxswain.Otlp;
using Coxswain.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Otlp;

/// <summary>What both protocols do with a request once its framing is off: inflate, decode, make durable.</summary>
internal sealed partial class ExportReceiver(
    ExportReading reading, BytesInFlight gate, ITelemetryWriter writer, DataAdmission admission, RecentArrivals arrivals, ILogger<ExportReceiver> logger)
{
    /// <param name="body">As received; read to its end unless the request is refused.</param>
    public async Task<ExportResult> ReceiveAsync(
        OtlpSignal signal, OtlpEncoding encoding, Stream body, Compression compression, CancellationToken cancellationToken)
    {
        using var received = new ExportBody(gate);
        var result = !admission.IsOpen ? ExportResult.Refused(ExportRefusal.Forbidden(DataAdmission.Refusal))
            : await reading.FillAsync(received, body, compression, cancellationToken) is { } refusal ? ExportResult.Refused(refusal)
            : await KeepAsync(signal, encoding, received, cancellationToken);
        if (result.Refusal is { } refused)
        {
            Log.Refused(logger, signal, refused.Message);
        }
        else if (result.Rejected > 0)
        {
            Log.Rejected(logger, result.Rejected, signal, result.Message);
        }
        else if (result.Message.Length > 0)
        {
            Log.Warned(logger, signal, result.Message);
        }

        return result;
    }

    private async Task<ExportResult> KeepAsync(OtlpSignal signal, OtlpEncoding encoding, ExportBody received, CancellationToken cancellationToken)
    {
        if (!reading.TryDecode(signal, encoding, received, out var decoded, out var malformed))
        {
            return ExportResult.Refused(malformed);
        }

        return decoded.Batch.RecordCount > 0 && await WriteAsync(decoded.Batch, cancellationToken) is { } busy
            ? ExportResult.Refused(busy)
            : new ExportResult(null, decoded.Rejected, decoded.Message);
    }

    private async Task<ExportRefusal?> WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken)
    {
        var outcome = await writer.WriteAsync(batch, cancellationToken);
        if (outcome == WriteOutcome.Durable)
        {
            arrivals.Add(batch);
        }

        return outcome switch
        {
            WriteOutcome.Durable or WriteOutcome.AlreadyDurable => null,
            WriteOutcome.Full => ExportRefusal.Busy("the outbox is full because the store does not take rows; try again later"),
            _ => ExportRefusal.Busy("the outbox cannot be written; try again later"),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Warning, "Refused an OTLP request of {Signal}: {Reason}")]
        public static partial void Refused(ILogger logger, OtlpSignal signal, string reason);

        [LoggerMessage(1102, LogLevel.Warning, "Left out {Count} records of an OTLP request of {Signal}: {Reason}")]
        public static partial void Rejected(ILogger logger, int count, OtlpSignal signal, string reason);

        [LoggerMessage(1103, LogLevel.Debug, "Took an OTLP request of {Signal} with a warning: {Reason}")]
        public static partial void Warned(ILogger logger, OtlpSignal signal, string reason);
    }
}
