namespace Coxswain.Otlp;

/// <summary>The one error decoding can end in. Its message names what is wrong and at which byte, and never quotes the body.</summary>
public sealed class OtlpDecodeException : Exception
{
    public OtlpDecodeException()
    {
    }

    public OtlpDecodeException(string message)
        : base(message)
    {
    }

    public OtlpDecodeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public OtlpDecodeException(OtlpDecodeFailure failure, string message)
        : base(message) => Failure = failure;

    public OtlpDecodeFailure Failure { get; }

    internal static OtlpDecodeException Malformed(string what, long position) =>
        new(OtlpDecodeFailure.Malformed, $"{what} at byte {position}");
}
