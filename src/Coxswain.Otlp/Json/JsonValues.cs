using System.Buffers;
using System.Text.Json;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Json;

/// <summary>Reads strings, ids, attributes and <c>AnyValue</c> from JSON.</summary>
internal static class JsonValues
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    public static string Text(ref JsonCursor cursor, DecodeContext context) => cursor.Text(context.Texts, context);

    /// <inheritdoc cref="Protobuf.ProtoValues.ReadId"/>
    public static string Id(ref JsonCursor cursor, DecodeContext context, int size)
    {
        if (cursor.Token is not (JsonTokenType.String or JsonTokenType.Null))
        {
            throw cursor.Expected("a hex id");
        }

        var digits = cursor.Token == JsonTokenType.Null ? default : cursor.Raw;
        if (!digits.ContainsAnyExcept((byte)'0'))
        {
            return "";
        }

        if (digits.Length != size * 2 || digits.ContainsAnyExcept(HexDigits))
        {
            context.IgnoreId(size);
            return "";
        }

        return cursor.Text(context.Texts, context).ToLowerInvariant();
    }

    public static void Attributes(ref JsonCursor cursor, AttributeList list, DecodeContext context)
    {
        if (!cursor.BeginArray())
        {
            return;
        }

        while (cursor.NextItem())
        {
            var (key, value) = Pair(ref cursor, context);
            list.Add(key, value);
        }
    }

    /// <summary>An <c>AnyValue</c> as the exporter's text.</summary>
    public static string Value(ref JsonCursor cursor, DecodeContext context)
    {
        var text = "";
        if (!cursor.BeginObject())
        {
            return text;
        }

        while (cursor.NextField())
        {
            if (cursor.Is("stringValue"u8))
            {
                text = Text(ref cursor, context);
            }
            else if (cursor.Is("intValue"u8))
            {
                text = JsonNumbers.IntegerText(ref cursor);
            }
            else if (cursor.Is("boolValue"u8))
            {
                text = Bool(ref cursor) is { } truth ? ExporterText.Of(truth) : "";
            }
            else if (cursor.Is("doubleValue"u8))
            {
                text = JsonNumbers.Double(ref cursor) is { } number ? ExporterText.Of(number) : "";
            }
            else if (cursor.Is("bytesValue"u8))
            {
                text = Base64(ref cursor, context);
            }
            else if (cursor.Is("arrayValue"u8) || cursor.Is("kvlistValue"u8))
            {
                text = NestedText(ref cursor, context);
            }
            else
            {
                cursor.Skip();
            }
        }

        context.Budget.Spend(24);
        return text;
    }

    public static bool? Bool(ref JsonCursor cursor) => cursor.Token switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        _ => throw cursor.Expected("true or false"),
    };

    private static (string Key, string Value) Pair(ref JsonCursor cursor, DecodeContext context)
    {
        string key = "", value = "";
        if (cursor.BeginObject())
        {
            while (cursor.NextField())
            {
                if (cursor.Is("key"u8))
                {
                    key = cursor.Text(context.Keys, context);
                }
                else if (cursor.Is("value"u8))
                {
                    value = Value(ref cursor, context);
                }
                else
                {
                    cursor.Skip();
                }
            }
        }

        return (key, value);
    }

    private static string NestedText(ref JsonCursor cursor, DecodeContext context)
    {
        if (cursor.Token == JsonTokenType.Null)
        {
            return "";
        }

        var text = ExporterText.Of(cursor.Is("arrayValue"u8) ? Array(ref cursor, context, 1) : Map(ref cursor, context, 1));
        context.Budget.SpendString(text.Length);
        return text;
    }

    // JSON mappers also accept the URL-safe alphabet and missing padding; the exporter writes the standard one.
    private static string Base64(ref JsonCursor cursor, DecodeContext context)
    {
        var text = Text(ref cursor, context).Replace('-', '+').Replace('_', '/').TrimEnd('=');
        text = text.PadRight((text.Length + 3) / 4 * 4, '=');
        return System.Buffers.Text.Base64.IsValid(text) ? text : throw cursor.Expected("base64");
    }

    private static NestedValue Nested(ref JsonCursor cursor, DecodeContext context, int depth)
    {
        context.Budget.Spend(96);
        var result = NestedValue.Null;
        if (!cursor.BeginObject())
        {
            return result;
        }

        while (cursor.NextField())
        {
            result = NestedField(ref cursor, result, context, depth);
        }

        return result;
    }

    private static NestedValue NestedField(ref JsonCursor cursor, NestedValue otherwise, DecodeContext context, int depth)
    {
        if (cursor.Is("stringValue"u8))
        {
            return NestedValue.Of(Text(ref cursor, context));
        }

        if (cursor.Is("intValue"u8))
        {
            var digits = JsonNumbers.IntegerText(ref cursor);
            return digits.Length == 0 ? NestedValue.Null : NestedValue.Integer(digits);
        }

        if (cursor.Is("boolValue"u8))
        {
            return Bool(ref cursor) is { } truth ? NestedValue.Of(truth) : NestedValue.Null;
        }

        if (cursor.Is("doubleValue"u8))
        {
            return JsonNumbers.Double(ref cursor) is { } number ? NestedValue.Of(number) : NestedValue.Null;
        }

        if (cursor.Is("bytesValue"u8))
        {
            return NestedValue.Of(Base64(ref cursor, context));
        }

        if (cursor.Is("arrayValue"u8))
        {
            return Array(ref cursor, context, depth + 1);
        }

        if (cursor.Is("kvlistValue"u8))
        {
            return Map(ref cursor, context, depth + 1);
        }

        cursor.Skip();
        return otherwise;
    }

    private static NestedValue Array(ref JsonCursor cursor, DecodeContext context, int depth)
    {
        context.CheckNesting(depth, cursor.Position);
        var items = new List<KeyValuePair<string, NestedValue>>();
        if (cursor.BeginObject())
        {
            while (cursor.NextField())
            {
                if (!cursor.Is("values"u8))
                {
                    cursor.Skip();
                }
                else if (cursor.BeginArray())
                {
                    while (cursor.NextItem())
                    {
                        items.Add(new("", Nested(ref cursor, context, depth)));
                    }
                }
            }
        }

        return new NestedValue(NestedKind.Array, "", items);
    }

    private static NestedValue Map(ref JsonCursor cursor, DecodeContext context, int depth)
    {
        context.CheckNesting(depth, cursor.Position);
        var items = new List<KeyValuePair<string, NestedValue>>();
        if (cursor.BeginObject())
        {
            while (cursor.NextField())
            {
                if (!cursor.Is("values"u8))
                {
                    cursor.Skip();
                }
                else if (cursor.BeginArray())
                {
                    while (cursor.NextItem())
                    {
                        items.Add(NestedPair(ref cursor, context, depth));
                    }
                }
            }
        }

        return new NestedValue(NestedKind.Map, "", items);
    }

    private static KeyValuePair<string, NestedValue> NestedPair(ref JsonCursor cursor, DecodeContext context, int depth)
    {
        var key = "";
        var value = NestedValue.Null;
        if (cursor.BeginObject())
        {
            while (cursor.NextField())
            {
                if (cursor.Is("key"u8))
                {
                    key = cursor.Text(context.Keys, context);
                }
                else if (cursor.Is("value"u8))
                {
                    value = Nested(ref cursor, context, depth);
                }
                else
                {
                    cursor.Skip();
                }
            }
        }

        return new(key, value);
    }
}
