using Coxswain.Core.Telemetry;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Protobuf;

/// <summary>
/// Walks the envelope all three signals share: resources, in each its scopes, in each its records. The schema URLs come after the records
/// they describe, so each level is walked twice, the first time stepping over what it holds.
/// </summary>
internal static class ProtoOrigins
{
    public delegate void RecordReader(ref ProtoReader record, TelemetryOrigin origin, DecodeContext context);

    public static void Read(ReadOnlySpan<byte> body, DecodeContext context, RecordReader readRecord)
    {
        var request = new ProtoReader(body);
        while (!request.AtEnd)
        {
            var tag = request.ReadTag();
            if (tag == ProtoTag.Message1)
            {
                ReadResourceGroup(request.ReadMessage(), context, readRecord);
            }
            else
            {
                request.Skip(tag);
            }
        }
    }

    private static void ReadResourceGroup(ProtoReader group, DecodeContext context, RecordReader readRecord)
    {
        context.StartOrigin();
        var resource = ReadResource(group, context);
        context.RefuseMarredOrigin(group.Position);
        while (!group.AtEnd)
        {
            var tag = group.ReadTag();
            if (tag == ProtoTag.Message2)
            {
                ReadScopeGroup(group.ReadMessage(), resource, context, readRecord);
            }
            else
            {
                group.Skip(tag);
            }
        }
    }

    private static void ReadScopeGroup(ProtoReader group, TelemetryOrigin resource, DecodeContext context, RecordReader readRecord)
    {
        context.StartOrigin();
        var origin = ReadScope(group, resource, context);
        context.RefuseMarredOrigin(group.Position);
        while (!group.AtEnd)
        {
            var tag = group.ReadTag();
            if (tag == ProtoTag.Message2)
            {
                var record = group.ReadMessage();
                readRecord(ref record, origin, context);
            }
            else
            {
                group.Skip(tag);
            }
        }
    }

    private static TelemetryOrigin ReadResource(ProtoReader group, DecodeContext context)
    {
        IReadOnlyList<KeyValue> attributes = [];
        var schemaUrl = "";
        while (!group.AtEnd)
        {
            var tag = group.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message1:
                    attributes = ReadResourceAttributes(group.ReadMessage(), context);
                    break;
                case ProtoTag.Message3:
                    schemaUrl = ProtoValues.ReadText(ref group, context);
                    break;
                default:
                    group.Skip(tag);
                    break;
            }
        }

        return Origins.OfResource(attributes, schemaUrl);
    }

    private static IReadOnlyList<KeyValue> ReadResourceAttributes(ProtoReader resource, DecodeContext context)
    {
        context.OriginAttributes.Start();
        while (!resource.AtEnd)
        {
            var tag = resource.ReadTag();
            if (tag == ProtoTag.Message1)
            {
                ProtoValues.ReadAttribute(ref resource, context.OriginAttributes, context);
            }
            else
            {
                resource.Skip(tag);
            }
        }

        return context.OriginAttributes.Finish();
    }

    private static TelemetryOrigin ReadScope(ProtoReader group, TelemetryOrigin resource, DecodeContext context)
    {
        var origin = resource;
        while (!group.AtEnd)
        {
            var tag = group.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message1:
                    origin = ReadScopeFields(group.ReadMessage(), origin, context);
                    break;
                case ProtoTag.Message3:
                    origin = origin with { ScopeSchemaUrl = ProtoValues.ReadText(ref group, context) };
                    break;
                default:
                    group.Skip(tag);
                    break;
            }
        }

        return origin;
    }

    private static TelemetryOrigin ReadScopeFields(ProtoReader scope, TelemetryOrigin origin, DecodeContext context)
    {
        string name = "", version = "";
        uint dropped = 0;
        context.OriginAttributes.Start();
        while (!scope.AtEnd)
        {
            var tag = scope.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message1:
                    name = ProtoValues.ReadText(ref scope, context);
                    break;
                case ProtoTag.Message2:
                    version = ProtoValues.ReadText(ref scope, context);
                    break;
                case ProtoTag.Message3:
                    ProtoValues.ReadAttribute(ref scope, context.OriginAttributes, context);
                    break;
                case ProtoTag.Varint4:
                    dropped = (uint)scope.ReadVarint();
                    break;
                default:
                    scope.Skip(tag);
                    break;
            }
        }

        return origin with
        {
            ScopeName = name,
            ScopeVersion = version,
            ScopeAttributes = context.OriginAttributes.Finish(),
            ScopeDroppedAttributes = dropped,
        };
    }
}
