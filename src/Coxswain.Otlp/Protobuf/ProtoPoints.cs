using Coxswain.Core.Telemetry;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Protobuf;

/// <summary>Reads the data points of each kind of metric.</summary>
internal static class ProtoPoints
{
    public static void ReadNumber(ref ProtoReader point, PointDraft draft, DecodeContext context)
    {
        while (!point.AtEnd)
        {
            var tag = point.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message7:
                    ProtoValues.ReadAttribute(ref point, context.RecordAttributes, context);
                    break;
                case ProtoTag.Fixed4:
                    draft.Value = point.ReadDouble();
                    break;
                case ProtoTag.Fixed6:
                    draft.Value = (long)point.ReadFixed64();
                    break;
                case ProtoTag.Message5:
                    draft.Exemplars.Add(ReadExemplar(point.ReadMessage(), context));
                    break;
                case ProtoTag.Varint8:
                    draft.Flags = (uint)point.ReadVarint();
                    break;
                default:
                    ReadTimes(ref point, tag, draft, context);
                    break;
            }
        }
    }

    public static void ReadHistogram(ref ProtoReader point, PointDraft draft, DecodeContext context)
    {
        while (!point.AtEnd)
        {
            var tag = point.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message9:
                    ProtoValues.ReadAttribute(ref point, context.RecordAttributes, context);
                    break;
                case ProtoTag.Fixed4:
                    draft.Count = point.ReadFixed64();
                    break;
                case ProtoTag.Fixed5:
                    draft.Sum = point.ReadDouble();
                    break;
                case ProtoTag.Fixed6 or ProtoTag.Message6:
                    ReadFixedCounts(ref point, tag, draft.BucketCounts, context);
                    break;
                case ProtoTag.Fixed7 or ProtoTag.Message7:
                    ReadBounds(ref point, tag, draft.Bounds, context);
                    break;
                case ProtoTag.Message8:
                    draft.Exemplars.Add(ReadExemplar(point.ReadMessage(), context));
                    break;
                case ProtoTag.Varint10:
                    draft.Flags = (uint)point.ReadVarint();
                    break;
                case ProtoTag.Fixed11:
                    draft.Min = point.ReadDouble();
                    break;
                case ProtoTag.Fixed12:
                    draft.Max = point.ReadDouble();
                    break;
                default:
                    ReadTimes(ref point, tag, draft, context);
                    break;
            }
        }
    }

    public static void ReadExponential(ref ProtoReader point, PointDraft draft, DecodeContext context)
    {
        while (!point.AtEnd)
        {
            var tag = point.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message1:
                    ProtoValues.ReadAttribute(ref point, context.RecordAttributes, context);
                    break;
                case ProtoTag.Fixed4:
                    draft.Count = point.ReadFixed64();
                    break;
                case ProtoTag.Fixed5:
                    draft.Sum = point.ReadDouble();
                    break;
                case ProtoTag.Varint6:
                    draft.Scale = ZigZag(point.ReadVarint());
                    break;
                case ProtoTag.Fixed7:
                    draft.ZeroCount = point.ReadFixed64();
                    break;
                case ProtoTag.Message8:
                    draft.PositiveOffset = ReadBuckets(point.ReadMessage(), draft.BucketCounts, context);
                    break;
                case ProtoTag.Message9:
                    draft.NegativeOffset = ReadBuckets(point.ReadMessage(), draft.NegativeCounts, context);
                    break;
                case ProtoTag.Varint10:
                    draft.Flags = (uint)point.ReadVarint();
                    break;
                case ProtoTag.Message11:
                    draft.Exemplars.Add(ReadExemplar(point.ReadMessage(), context));
                    break;
                case ProtoTag.Fixed12:
                    draft.Min = point.ReadDouble();
                    break;
                case ProtoTag.Fixed13:
                    draft.Max = point.ReadDouble();
                    break;
                default:
                    ReadTimes(ref point, tag, draft, context);
                    break;
            }
        }
    }

    public static void ReadSummary(ref ProtoReader point, PointDraft draft, DecodeContext context)
    {
        while (!point.AtEnd)
        {
            var tag = point.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message7:
                    ProtoValues.ReadAttribute(ref point, context.RecordAttributes, context);
                    break;
                case ProtoTag.Fixed4:
                    draft.Count = point.ReadFixed64();
                    break;
                case ProtoTag.Fixed5:
                    draft.Sum = point.ReadDouble();
                    break;
                case ProtoTag.Message6:
                    draft.Quantiles.Add(ReadQuantile(point.ReadMessage(), context));
                    break;
                case ProtoTag.Varint8:
                    draft.Flags = (uint)point.ReadVarint();
                    break;
                default:
                    ReadTimes(ref point, tag, draft, context);
                    break;
            }
        }
    }

    // The two times have the same numbers in every kind of point.
    private static void ReadTimes(ref ProtoReader point, uint tag, PointDraft draft, DecodeContext context)
    {
        switch (tag)
        {
            case ProtoTag.Fixed2:
                draft.StartNs = context.CheckTime(point.ReadFixed64(), "its start time");
                break;
            case ProtoTag.Fixed3:
                draft.TimeNs = context.CheckTime(point.ReadFixed64(), "its time");
                break;
            default:
                point.Skip(tag);
                break;
        }
    }

    private static SummaryQuantile ReadQuantile(ProtoReader one, DecodeContext context)
    {
        context.Budget.Spend(16);
        double quantile = 0, value = 0;
        while (!one.AtEnd)
        {
            var tag = one.ReadTag();
            switch (tag)
            {
                case ProtoTag.Fixed1:
                    quantile = one.ReadDouble();
                    break;
                case ProtoTag.Fixed2:
                    value = one.ReadDouble();
                    break;
                default:
                    one.Skip(tag);
                    break;
            }
        }

        return new SummaryQuantile(quantile, value);
    }

    private static MetricExemplar ReadExemplar(ProtoReader one, DecodeContext context)
    {
        context.Budget.Spend(80);
        context.PartAttributes.Start();
        long time = 0;
        double value = 0;
        string spanId = "", traceId = "";
        while (!one.AtEnd)
        {
            var tag = one.ReadTag();
            switch (tag)
            {
                case ProtoTag.Fixed2:
                    time = context.CheckTime(one.ReadFixed64(), "an exemplar's time");
                    break;
                case ProtoTag.Fixed3:
                    value = one.ReadDouble();
                    break;
                case ProtoTag.Fixed6:
                    value = (long)one.ReadFixed64();
                    break;
                case ProtoTag.Message4:
                    spanId = ProtoValues.ReadId(ref one, context, 8);
                    break;
                case ProtoTag.Message5:
                    traceId = ProtoValues.ReadId(ref one, context, 16);
                    break;
                case ProtoTag.Message7:
                    ProtoValues.ReadAttribute(ref one, context.PartAttributes, context);
                    break;
                default:
                    one.Skip(tag);
                    break;
            }
        }

        return new MetricExemplar(context.PartAttributes.Finish(), time, value, spanId, traceId);
    }

    private static int ReadBuckets(ProtoReader buckets, List<ulong> counts, DecodeContext context)
    {
        var offset = 0;
        while (!buckets.AtEnd)
        {
            var tag = buckets.ReadTag();
            switch (tag)
            {
                case ProtoTag.Varint1:
                    offset = ZigZag(buckets.ReadVarint());
                    break;
                case ProtoTag.Message2:
                    for (var packed = buckets.ReadMessage(); !packed.AtEnd;)
                    {
                        Add(counts, packed.ReadVarint(), context);
                    }

                    break;
                case ProtoTag.Varint2:
                    Add(counts, buckets.ReadVarint(), context);
                    break;
                default:
                    buckets.Skip(tag);
                    break;
            }
        }

        return offset;
    }

    // Repeated numbers come packed into one field or, from older encoders, one field each.
    private static void ReadFixedCounts(ref ProtoReader point, uint tag, List<ulong> counts, DecodeContext context)
    {
        if (tag == ProtoTag.Fixed6)
        {
            Add(counts, point.ReadFixed64(), context);
            return;
        }

        for (var packed = point.ReadMessage(); !packed.AtEnd;)
        {
            Add(counts, packed.ReadFixed64(), context);
        }
    }

    private static void ReadBounds(ref ProtoReader point, uint tag, List<double> bounds, DecodeContext context)
    {
        if (tag == ProtoTag.Fixed7)
        {
            Add(bounds, point.ReadDouble(), context);
            return;
        }

        for (var packed = point.ReadMessage(); !packed.AtEnd;)
        {
            Add(bounds, packed.ReadDouble(), context);
        }
    }

    private static void Add<T>(List<T> list, T value, DecodeContext context)
    {
        context.Budget.Spend(16);
        list.Add(value);
    }

    private static int ZigZag(ulong raw) => (int)((uint)raw >> 1) ^ -(int)((uint)raw & 1);
}
