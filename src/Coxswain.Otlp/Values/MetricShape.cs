namespace Coxswain.Otlp.Values;

internal enum MetricShape
{
    Gauge,
    Sum,
    Histogram,
    ExponentialHistogram,
    Summary,
}
