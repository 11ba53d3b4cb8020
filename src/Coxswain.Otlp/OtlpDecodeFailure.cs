namespace Coxswain.Otlp;

public enum OtlpDecodeFailure
{
    /// <summary>Not OTLP, or deeper or wider than a record may be. Sending it again cannot help.</summary>
    Malformed,

    /// <summary>More records or more decoded memory than one request may take. Smaller batches would pass.</summary>
    TooLarge,
}
