using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Protobuf;

/// <summary>Reads strings, ids, attributes and <c>AnyValue</c> from protobuf.</summary>
internal static class ProtoValues
{
    public static string ReadText(ref ProtoReader reader, DecodeContext context)
    {
        var (offset, length) = reader.ReadSlice();
        return context.IsTooLong(length) ? "" : context.Texts.Get(reader.Body, offset, length);
    }

    /// <summary>Lower-case hex; empty when the id is absent, all zero or of another length, which OTLP calls invalid and tells us to ignore; the sender is told.</summary>
    public static string ReadId(ref ProtoReader reader, DecodeContext context, int size)
    {
        var bytes = reader.ReadBytes();
        if (!bytes.ContainsAnyExcept((byte)0))
        {
            return "";
        }

        if (bytes.Length != size)
        {
            context.IgnoreId(size);
            return "";
        }

        context.Budget.SpendString(size * 2);
        return Convert.ToHexStringLower(bytes);
    }

    public static void ReadAttribute(ref ProtoReader reader, AttributeList list, DecodeContext context)
    {
        var pair = reader.ReadMessage();
        string key = "", value = "";
        while (!pair.AtEnd)
        {
            var tag = pair.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message1:
                    key = ReadKey(ref pair, context);
                    break;
                case ProtoTag.Message2:
                    value = ReadValue(ref pair, context);
                    break;
                default:
                    pair.Skip(tag);
                    break;
            }
        }

        list.Add(key, value);
    }

    /// <summary>An <c>AnyValue</c> as the exporter's text. Of several values the last one counts, as for any protobuf oneof.</summary>
    public static string ReadValue(ref ProtoReader reader, DecodeContext context)
    {
        var value = reader.ReadMessage();
        var text = "";
        while (!value.AtEnd)
        {
            var tag = value.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message1:
                    text = ReadText(ref value, context);
                    break;
                case ProtoTag.Varint2:
                    text = ExporterText.Of(value.ReadVarint() != 0);
                    break;
                case ProtoTag.Varint3:
                    text = ExporterText.Of((long)value.ReadVarint());
                    break;
                case ProtoTag.Fixed4:
                    text = ExporterText.Of(value.ReadDouble());
                    break;
                case ProtoTag.Message5 or ProtoTag.Message6:
                    text = ReadNestedText(ref value, tag, context);
                    break;
                case ProtoTag.Message7:
                    text = ReadBase64(ref value, context);
                    break;
                default:
                    value.Skip(tag);
                    break;
            }
        }

        context.Budget.Spend(24);
        return text;
    }

    private static string ReadKey(ref ProtoReader reader, DecodeContext context)
    {
        var (offset, length) = reader.ReadSlice();
        return context.IsTooLong(length) ? "" : context.Keys.Get(reader.Body, offset, length);
    }

    private static string ReadNestedText(ref ProtoReader reader, uint tag, DecodeContext context)
    {
        var text = ExporterText.Of(tag == ProtoTag.Message5 ? ReadArray(ref reader, context, 1) : ReadMap(ref reader, context, 1));
        context.Budget.SpendString(text.Length);
        return text;
    }

    private static string ReadBase64(ref ProtoReader reader, DecodeContext context)
    {
        var bytes = reader.ReadBytes();
        if (context.IsTooLong(bytes.Length))
        {
            return "";
        }

        context.Budget.SpendString(bytes.Length * 4 / 3);
        return Convert.ToBase64String(bytes);
    }

    private static NestedValue ReadNested(ref ProtoReader reader, DecodeContext context, int depth)
    {
        var value = reader.ReadMessage();
        var result = NestedValue.Null;
        context.Budget.Spend(96);
        while (!value.AtEnd)
        {
            var tag = value.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message1:
                    result = NestedValue.Of(ReadText(ref value, context));
                    break;
                case ProtoTag.Varint2:
                    result = NestedValue.Of(value.ReadVarint() != 0);
                    break;
                case ProtoTag.Varint3:
                    result = NestedValue.Of((long)value.ReadVarint());
                    break;
                case ProtoTag.Fixed4:
                    result = NestedValue.Of(value.ReadDouble());
                    break;
                case ProtoTag.Message5:
                    result = ReadArray(ref value, context, depth + 1);
                    break;
                case ProtoTag.Message6:
                    result = ReadMap(ref value, context, depth + 1);
                    break;
                case ProtoTag.Message7:
                    result = NestedValue.Of(ReadBase64(ref value, context));
                    break;
                default:
                    value.Skip(tag);
                    break;
            }
        }

        return result;
    }

    private static NestedValue ReadArray(ref ProtoReader reader, DecodeContext context, int depth)
    {
        context.CheckNesting(depth, reader.Position);
        var array = reader.ReadMessage();
        var items = new List<KeyValuePair<string, NestedValue>>();
        while (!array.AtEnd)
        {
            var tag = array.ReadTag();
            if (tag == ProtoTag.Message1)
            {
                items.Add(new("", ReadNested(ref array, context, depth)));
            }
            else
            {
                array.Skip(tag);
            }
        }

        return new NestedValue(NestedKind.Array, "", items);
    }

    private static NestedValue ReadMap(ref ProtoReader reader, DecodeContext context, int depth)
    {
        context.CheckNesting(depth, reader.Position);
        var map = reader.ReadMessage();
        var items = new List<KeyValuePair<string, NestedValue>>();
        while (!map.AtEnd)
        {
            var tag = map.ReadTag();
            if (tag == ProtoTag.Message1)
            {
                items.Add(ReadPair(ref map, context, depth));
            }
            else
            {
                map.Skip(tag);
            }
        }

        return new NestedValue(NestedKind.Map, "", items);
    }

    private static KeyValuePair<string, NestedValue> ReadPair(ref ProtoReader reader, DecodeContext context, int depth)
    {
        var pair = reader.ReadMessage();
        var key = "";
        var value = NestedValue.Null;
        while (!pair.AtEnd)
        {
            var tag = pair.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message1:
                    key = ReadKey(ref pair, context);
                    break;
                case ProtoTag.Message2:
                    value = ReadNested(ref pair, context, depth);
                    break;
                default:
                    pair.Skip(tag);
                    break;
            }
        }

        return new(key, value);
    }
}
