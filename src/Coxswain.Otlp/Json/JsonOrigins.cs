using Coxswain.Core.Telemetry;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Json;

/// <summary>Reads what a group of records shares. Takes the cursor by value: the caller then walks the same group again for its records.</summary>
internal static class JsonOrigins
{
    public static TelemetryOrigin Resource(JsonCursor group, DecodeContext context)
    {
        context.StartOrigin();
        IReadOnlyList<KeyValue> attributes = [];
        var schemaUrl = "";
        while (group.NextField())
        {
            if (group.Is("resource"u8) && group.BeginObject())
            {
                attributes = Attributes(ref group, context);
            }
            else if (group.Is("schemaUrl"u8))
            {
                schemaUrl = JsonValues.Text(ref group, context);
            }
            else
            {
                group.Skip();
            }
        }

        context.RefuseMarredOrigin(group.Position);
        return Origins.OfResource(attributes, schemaUrl);
    }

    public static TelemetryOrigin Scope(JsonCursor group, TelemetryOrigin resource, DecodeContext context)
    {
        context.StartOrigin();
        var origin = resource;
        while (group.NextField())
        {
            if (group.Is("scope"u8) && group.BeginObject())
            {
                origin = ScopeFields(ref group, origin, context);
            }
            else if (group.Is("schemaUrl"u8))
            {
                origin = origin with { ScopeSchemaUrl = JsonValues.Text(ref group, context) };
            }
            else
            {
                group.Skip();
            }
        }

        context.RefuseMarredOrigin(group.Position);
        return origin;
    }

    private static IReadOnlyList<KeyValue> Attributes(ref JsonCursor resource, DecodeContext context)
    {
        context.OriginAttributes.Start();
        while (resource.NextField())
        {
            if (resource.Is("attributes"u8))
            {
                JsonValues.Attributes(ref resource, context.OriginAttributes, context);
            }
            else
            {
                resource.Skip();
            }
        }

        return context.OriginAttributes.Finish();
    }

    private static TelemetryOrigin ScopeFields(ref JsonCursor scope, TelemetryOrigin origin, DecodeContext context)
    {
        string name = "", version = "";
        ulong dropped = 0;
        context.OriginAttributes.Start();
        while (scope.NextField())
        {
            if (scope.Is("name"u8))
            {
                name = JsonValues.Text(ref scope, context);
            }
            else if (scope.Is("version"u8))
            {
                version = JsonValues.Text(ref scope, context);
            }
            else if (scope.Is("attributes"u8))
            {
                JsonValues.Attributes(ref scope, context.OriginAttributes, context);
            }
            else if (scope.Is("droppedAttributesCount"u8))
            {
                dropped = JsonNumbers.Unsigned(ref scope, context, "a count of dropped attributes");
            }
            else
            {
                scope.Skip();
            }
        }

        return origin with
        {
            ScopeName = name,
            ScopeVersion = version,
            ScopeAttributes = context.OriginAttributes.Finish(),
            ScopeDroppedAttributes = (uint)dropped,
        };
    }
}
