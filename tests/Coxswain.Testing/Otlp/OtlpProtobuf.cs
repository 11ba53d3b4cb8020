namespace Coxswain.Testing.Otlp;

/// <summary>An export as ExportLogsServiceRequest or ExportMetricsServiceRequest. Field numbers are those of opentelemetry-proto 1.x.</summary>
internal static class OtlpProtobuf
{
    public static byte[] Encode(OtlpExport export)
    {
        var writer = new ProtobufWriter();
        Encode(writer, export);
        return writer.ToArray();
    }

    public static void Encode(ProtobufWriter writer, OtlpExport export) => writer.Message(1, export, static (outer, e) =>
    {
        outer.Message(1, e.Scope.Resource, static (resource, attributes) => WriteAttributes(resource, 1, attributes));
        outer.Message(2, e, WriteScope);
    });

    private static void WriteScope(ProtobufWriter writer, OtlpExport export)
    {
        writer.Message(1, export.Scope, static (scope, s) =>
        {
            scope.Text(1, s.Name);
            scope.Text(2, s.Version);
        });
        foreach (var log in export.Logs)
        {
            writer.Message(2, log, WriteLog);
        }

        foreach (var sum in export.Sums)
        {
            writer.Message(2, sum, WriteMetric);
        }
    }

    private static void WriteLog(ProtobufWriter writer, OtlpLog log)
    {
        writer.Fixed64(1, log.TimeNs);
        writer.Message(5, log.Body, static (body, text) => body.Text(1, text));
        WriteAttributes(writer, 6, log.Attributes);
        writer.Fixed64(11, log.TimeNs);
    }

    private static void WriteMetric(ProtobufWriter writer, OtlpSum sum)
    {
        writer.Text(1, sum.Name);
        writer.Text(2, sum.Description);
        writer.Text(3, sum.Unit);
        writer.Message(7, sum, static (body, s) =>
        {
            foreach (var point in s.Points)
            {
                body.Message(1, point, WritePoint);
            }

            body.Whole(2, 1);
            body.Truth(3, true);
        });
    }

    private static void WritePoint(ProtobufWriter writer, OtlpPoint point)
    {
        writer.Fixed64(2, point.StartNs);
        writer.Fixed64(3, point.TimeNs);
        writer.Real(4, point.Value);
        WriteAttributes(writer, 7, point.Attributes);
    }

    private static void WriteAttributes(ProtobufWriter writer, int field, IReadOnlyList<OtlpPair> attributes)
    {
        foreach (var attribute in attributes)
        {
            writer.Message(field, attribute, static (pair, a) =>
            {
                pair.Text(1, a.Key);
                pair.Message(2, a.Value, WriteValue);
            });
        }
    }

    private static void WriteValue(ProtobufWriter writer, OtlpValue value)
    {
        switch (value)
        {
            case OtlpValue.Text text:
                writer.Text(1, text.Value);
                break;
            case OtlpValue.Whole whole:
                writer.Whole(3, whole.Value);
                break;
            case OtlpValue.Real real:
                writer.Real(4, real.Value);
                break;
            case OtlpValue.Truth truth:
                writer.Truth(2, truth.Value);
                break;
            case OtlpValue.Texts texts:
                writer.Message(5, texts.Values, static (array, items) =>
                {
                    foreach (var item in items)
                    {
                        array.Message(1, item, static (element, s) => element.Text(1, s));
                    }
                });
                break;
        }
    }
}
