using Coxswain.Core.Telemetry;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Json;

/// <summary>Reads data points of every kind: a field means the same wherever it occurs, so one reader serves them all.</summary>
internal static class JsonPoints
{
    public static bool ReadShared(ref JsonCursor point, PointDraft draft, DecodeContext context)
    {
        if (point.Is("attributes"u8))
        {
            JsonValues.Attributes(ref point, context.RecordAttributes, context);
        }
        else if (point.Is("startTimeUnixNano"u8))
        {
            draft.StartNs = context.CheckTime(JsonNumbers.Unsigned(ref point, context, "its start time"), "its start time");
        }
        else if (point.Is("timeUnixNano"u8))
        {
            draft.TimeNs = context.CheckTime(JsonNumbers.Unsigned(ref point, context, "its time"), "its time");
        }
        else if (point.Is("asDouble"u8))
        {
            draft.Value = JsonNumbers.Double(ref point) ?? 0;
        }
        else if (point.Is("asInt"u8))
        {
            draft.Value = JsonNumbers.Signed(ref point, context, "its value");
        }
        else if (point.Is("flags"u8))
        {
            draft.Flags = (uint)JsonNumbers.Unsigned(ref point, context, "its flags");
        }
        else if (point.Is("exemplars"u8))
        {
            ReadExemplars(ref point, draft, context);
        }
        else
        {
            return false;
        }

        return true;
    }

    public static bool ReadDistribution(ref JsonCursor point, PointDraft draft, DecodeContext context)
    {
        if (point.Is("count"u8))
        {
            draft.Count = JsonNumbers.Unsigned(ref point, context, "its count");
        }
        else if (point.Is("sum"u8))
        {
            draft.Sum = JsonNumbers.Double(ref point) ?? 0;
        }
        else if (point.Is("min"u8))
        {
            draft.Min = JsonNumbers.Double(ref point) ?? 0;
        }
        else if (point.Is("max"u8))
        {
            draft.Max = JsonNumbers.Double(ref point) ?? 0;
        }
        else if (point.Is("bucketCounts"u8))
        {
            ReadCounts(ref point, draft.BucketCounts, context);
        }
        else if (point.Is("explicitBounds"u8))
        {
            ReadBounds(ref point, draft.Bounds, context);
        }
        else
        {
            return ReadExponential(ref point, draft, context);
        }

        return true;
    }

    private static bool ReadExponential(ref JsonCursor point, PointDraft draft, DecodeContext context)
    {
        if (point.Is("scale"u8))
        {
            draft.Scale = (int)JsonNumbers.Signed(ref point, context, "its scale");
        }
        else if (point.Is("zeroCount"u8))
        {
            draft.ZeroCount = JsonNumbers.Unsigned(ref point, context, "its zero count");
        }
        else if (point.Is("positive"u8))
        {
            draft.PositiveOffset = ReadBuckets(ref point, draft.BucketCounts, context);
        }
        else if (point.Is("negative"u8))
        {
            draft.NegativeOffset = ReadBuckets(ref point, draft.NegativeCounts, context);
        }
        else if (point.Is("quantileValues"u8))
        {
            ReadQuantiles(ref point, draft, context);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static int ReadBuckets(ref JsonCursor buckets, List<ulong> counts, DecodeContext context)
    {
        var offset = 0;
        if (!buckets.BeginObject())
        {
            return offset;
        }

        while (buckets.NextField())
        {
            if (buckets.Is("offset"u8))
            {
                offset = (int)JsonNumbers.Signed(ref buckets, context, "a bucket offset");
            }
            else if (buckets.Is("bucketCounts"u8))
            {
                ReadCounts(ref buckets, counts, context);
            }
            else
            {
                buckets.Skip();
            }
        }

        return offset;
    }

    private static void ReadCounts(ref JsonCursor cursor, List<ulong> counts, DecodeContext context)
    {
        if (!cursor.BeginArray())
        {
            return;
        }

        while (cursor.NextItem())
        {
            context.Budget.Spend(16);
            counts.Add(JsonNumbers.Unsigned(ref cursor, context, "a bucket's count"));
        }
    }

    private static void ReadBounds(ref JsonCursor cursor, List<double> bounds, DecodeContext context)
    {
        if (!cursor.BeginArray())
        {
            return;
        }

        while (cursor.NextItem())
        {
            context.Budget.Spend(16);
            bounds.Add(JsonNumbers.Double(ref cursor) ?? 0);
        }
    }

    private static void ReadQuantiles(ref JsonCursor cursor, PointDraft draft, DecodeContext context)
    {
        if (!cursor.BeginArray())
        {
            return;
        }

        while (cursor.NextItem())
        {
            if (cursor.BeginObject())
            {
                draft.Quantiles.Add(ReadQuantile(ref cursor, context));
            }
        }
    }

    private static SummaryQuantile ReadQuantile(ref JsonCursor one, DecodeContext context)
    {
        context.Budget.Spend(16);
        double quantile = 0, value = 0;
        while (one.NextField())
        {
            if (one.Is("quantile"u8))
            {
                quantile = JsonNumbers.Double(ref one) ?? 0;
            }
            else if (one.Is("value"u8))
            {
                value = JsonNumbers.Double(ref one) ?? 0;
            }
            else
            {
                one.Skip();
            }
        }

        return new SummaryQuantile(quantile, value);
    }

    private static void ReadExemplars(ref JsonCursor cursor, PointDraft draft, DecodeContext context)
    {
        if (!cursor.BeginArray())
        {
            return;
        }

        while (cursor.NextItem())
        {
            if (cursor.BeginObject())
            {
                draft.Exemplars.Add(ReadExemplar(ref cursor, context));
            }
        }
    }

    private static MetricExemplar ReadExemplar(ref JsonCursor one, DecodeContext context)
    {
        context.Budget.Spend(80);
        context.PartAttributes.Start();
        long time = 0;
        double value = 0;
        string spanId = "", traceId = "";
        while (one.NextField())
        {
            if (one.Is("timeUnixNano"u8))
            {
                time = context.CheckTime(JsonNumbers.Unsigned(ref one, context, "an exemplar's time"), "an exemplar's time");
            }
            else if (one.Is("asDouble"u8))
            {
                value = JsonNumbers.Double(ref one) ?? 0;
            }
            else if (one.Is("asInt"u8))
            {
                value = JsonNumbers.Signed(ref one, context, "an exemplar's value");
            }
            else if (one.Is("spanId"u8))
            {
                spanId = JsonValues.Id(ref one, context, 8);
            }
            else if (one.Is("traceId"u8))
            {
                traceId = JsonValues.Id(ref one, context, 16);
            }
            else if (one.Is("filteredAttributes"u8))
            {
                JsonValues.Attributes(ref one, context.PartAttributes, context);
            }
            else
            {
                one.Skip();
            }
        }

        return new MetricExemplar(context.PartAttributes.Finish(), time, value, spanId, traceId);
    }
}
