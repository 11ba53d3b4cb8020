using Coxswain.Otlp;

namespace Coxswain.Tests.Otlp;

internal static class Decoding
{
    public static readonly DateTimeOffset Received = new(2026, 11, 23, 1, 2, 3, TimeSpan.Zero);

    public static DecodedExport Protobuf(OtlpSignal signal, byte[] body, OtlpOptions? limits = null) =>
        OtlpDecoder.Decode(signal, OtlpEncoding.Protobuf, body, limits ?? new OtlpOptions(), Received);

    public static DecodedExport Json(OtlpSignal signal, byte[] body, OtlpOptions? limits = null) =>
        OtlpDecoder.Decode(signal, OtlpEncoding.Json, body, limits ?? new OtlpOptions(), Received);

    public static DecodedExport Json(OtlpSignal signal, string body, OtlpOptions? limits = null) =>
        Json(signal, System.Text.Encoding.UTF8.GetBytes(body), limits);
}
