using Coxswain.Core.Telemetry;
using Coxswain.Otlp;
using Coxswain.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Otlp;

/// <summary>What both protocols do with a request once its framing is off: inflate, decode, make durable.</summary>
internal sealed partial class ExportReceiver(
    OtlpOptions limits, BytesInFlight gate, ITelemetryWriter writer, DataAdmission admission, TimeProvider clock, ILogger<ExportReceiver> logger)
{
    private static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B];

    /// <param name="body">As received; read to its end unless the request is refused.</param>
    public async Task<ExportResult> ReceiveAsync(
        OtlpSignal signal, OtlpEncoding encoding, Stream body, Compression compression, CancellationToken cancellationToken)
    {
        using var received = new ExportBody(gate);
        var result = !admission.IsOpen ? ExportResult.Refused(ExportRefusal.Forbidden(DataAdmission.Refusal))
            : await ReadAsync(received, body, compression, cancellationToken) is { } refusal ? ExportResult.Refused(refusal)
            : await KeepAsync(signal, encoding, received, cancellationToken);
        if (result.Refusal is { } refused)
        {
            Log.Refused(logger, signal, refused.Message);
        }
        else if (result.Rejected > 0)
        {
            Log.Rejected(logger, result.Rejected, signal, result.RejectionMessage);
        }

        return result;
    }

    private async Task<ExportRefusal?> ReadAsync(ExportBody received, Stream body, Compression compression, CancellationToken cancellationToken)
    {
        try
        {
            await using var limited = new LimitedStream(body, limits.MaxBodyBytes);
            await using var inflated = compression.Inflate(limited);
            return await received.FillAsync(inflated, limits.MaxInflatedBytes, cancellationToken);
        }
        catch (BodyTooLargeException)
        {
            return ExportRefusal.BodyTooLarge(limits.MaxBodyBytes);
        }
        catch (InvalidDataException damage)
        {
            return ExportRefusal.Malformed(received.Bytes.IsEmpty
                ? $"the body is labelled {compression.Name} but is not {compression.Name} data; compress it, or leave the label out"
                : $"the body is damaged ({compression.Name}): {damage.Message}");
        }
    }

    private async Task<ExportResult> KeepAsync(OtlpSignal signal, OtlpEncoding encoding, ExportBody received, CancellationToken cancellationToken)
    {
        DecodedExport decoded;
        try
        {
            decoded = OtlpDecoder.Decode(signal, encoding, received.Bytes, limits, clock.GetUtcNow());
        }
        catch (OtlpDecodeException failure)
        {
            return ExportResult.Refused(failure.Failure == OtlpDecodeFailure.TooLarge
                ? ExportRefusal.TooLarge(failure.Message)
                : ExportRefusal.Malformed(received.Bytes.StartsWith(GzipMagic) ? $"the body is gzip data but is not labelled so (content-encoding, grpc-encoding): {failure.Message}" : failure.Message));
        }

        if (decoded.Batch.RecordCount > 0 && await WriteAsync(decoded.Batch, cancellationToken) is { } refusal)
        {
            return ExportResult.Refused(refusal);
        }

        return new ExportResult(null, decoded.Rejected, decoded.RejectionMessage);
    }

    private async Task<ExportRefusal?> WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken)
        => await writer.WriteAsync(batch, cancellationToken) switch
        {
            WriteOutcome.Durable or WriteOutcome.AlreadyDurable => null,
            WriteOutcome.Full => ExportRefusal.Busy("the outbox is full because the store does not take rows; try again later"),
            _ => ExportRefusal.Busy("the outbox cannot be written; try again later"),
        };

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Warning, "Refused an OTLP request of {Signal}: {Reason}")]
        public static partial void Refused(ILogger logger, OtlpSignal signal, string reason);

        [LoggerMessage(1102, LogLevel.Warning, "Left out {Count} records of an OTLP request of {Signal}: {Reason}")]
        public static partial void Rejected(ILogger logger, int count, OtlpSignal signal, string reason);
    }
}
