namespace Coxswain.Testing.Otlp;

public enum OtlpSignal
{
    Logs,
    Metrics,
    Traces,
}
