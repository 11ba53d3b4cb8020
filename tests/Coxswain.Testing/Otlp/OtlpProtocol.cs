namespace Coxswain.Testing.Otlp;

public enum OtlpProtocol
{
    HttpJson,
    HttpProtobuf,
    Grpc,
}
