namespace Coxswain.Server.Otlp;

/// <summary>Why an export request was not taken, once for both protocols.</summary>
/// <param name="HttpStatus">For OTLP/HTTP.</param>
/// <param name="GrpcCode">For gRPC, and in the <c>google.rpc.Status</c> of either.</param>
/// <param name="MayRetry">Senders keep the batch and come again; otherwise they drop it.</param>
internal sealed record ExportRefusal(int HttpStatus, int GrpcCode, string Message, bool MayRetry)
{
    public static ExportRefusal Malformed(string message) => new(400, 3, message, MayRetry: false);

    public static ExportRefusal TooLarge(string message) => new(413, 8, message, MayRetry: false);

    public static ExportRefusal BodyTooLarge(int limit) => TooLarge($"the body is larger than {limit} bytes");

    public static ExportRefusal Busy(string message) => new(503, 14, message, MayRetry: true);

    public static ExportRefusal Forbidden(string message) => new(403, 7, message, MayRetry: false);

    public static ExportRefusal NoKey() => new(401, 16, "an API key is required", MayRetry: false);

    public static ExportRefusal Unsupported(string message) => new(415, 12, message, MayRetry: false);
}
