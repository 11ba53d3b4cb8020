using System.Diagnostics.CodeAnalysis;
using Coxswain.Otlp;
using Coxswain.Storage.ClickHouse;

namespace Coxswain.Server.Otlp;

/// <summary>Makes records of a request's bytes, within the limits, or says why there are none.</summary>
internal sealed class ExportReading(OtlpOptions limits, TimeProvider clock, StoreOptions? store = null)
{
    private readonly TimeSpan? _kept = store?.LongestRetention;

    private static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B];

    /// <summary>Reads and inflates the body.</summary>
    /// <returns><see langword="null"/> when all of it is there.</returns>
    public async Task<ExportRefusal?> FillAsync(ExportBody received, Stream body, Compression compression, CancellationToken cancellationToken)
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

    public bool TryDecode(
        OtlpSignal signal, OtlpEncoding encoding, ExportBody received, [NotNullWhen(true)] out DecodedExport? decoded, [NotNullWhen(false)] out ExportRefusal? refusal)
    {
        try
        {
            var now = clock.GetUtcNow();
            (decoded, refusal) = (OtlpDecoder.Decode(signal, encoding, received.Bytes, limits, now, now - _kept), null);
            return true;
        }
        catch (OtlpDecodeException failure)
        {
            (decoded, refusal) = (null, failure.Failure == OtlpDecodeFailure.TooLarge
                ? ExportRefusal.TooLarge(failure.Message)
                : ExportRefusal.Malformed(received.Bytes.StartsWith(GzipMagic) ? $"the body is gzip data but is not labelled so (content-encoding, grpc-encoding): {failure.Message}" : failure.Message));
            return false;
        }
    }
}
