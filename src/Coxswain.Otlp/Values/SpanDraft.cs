using Coxswain.Core.Telemetry;

namespace Coxswain.Otlp.Values;

/// <summary>A span while its fields come in, in whatever order. Its attributes collect in <see cref="DecodeContext.RecordAttributes"/>.</summary>
internal sealed class SpanDraft
{
    public string TraceId { get; set; } = "";

    public string SpanId { get; set; } = "";

    public string ParentSpanId { get; set; } = "";

    public string TraceState { get; set; } = "";

    public string Name { get; set; } = "";

    public long Kind { get; set; }

    public long StartNs { get; set; }

    public long EndNs { get; set; }

    public long StatusCode { get; set; }

    public string StatusMessage { get; set; } = "";

    public List<SpanEvent> Events { get; } = [];

    public List<SpanLink> Links { get; } = [];

    public void Finish(TelemetryOrigin origin, DecodeContext context)
    {
        var ownTime = StartNs != 0 ? StartNs : EndNs;
        if (context.EndsMarred("span", ownTime))
        {
            return;
        }

        var time = context.TimeOrReceipt(ownTime);
        var duration = StartNs != 0 ? SpanFields.Duration(StartNs, EndNs) : 0;
        context.Spans.Add(new SpanRecord(
            origin, time, TraceId, SpanId, ParentSpanId, TraceState, Name, SpanFields.Kind(Kind), duration,
            SpanFields.Status(StatusCode), StatusMessage, context.RecordAttributes.Finish(), Events, Links));
    }
}
