namespace Coxswain.Otlp;

public enum OtlpSignal
{
    Logs,
    Metrics,
    Traces,
}
