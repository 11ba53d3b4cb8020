namespace Coxswain.Otlp;

/// <summary>How an export request's body is written; its answer is written the same way.</summary>
public enum OtlpEncoding
{
    Protobuf,
    Json,
}
