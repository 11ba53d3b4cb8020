using System.Buffers.Binary;

namespace Coxswain.Tests.Testing.Traces;

/// <summary>Every place a protobuf body uses, as <c>field:wiretype/…</c>, read without any schema.</summary>
internal static class ProtobufPaths
{
    /// <param name="messages">Paths (without wire types) that are messages, not texts; a schema-less reader cannot tell.</param>
    public static SortedSet<string> Of(ReadOnlySpan<byte> body, IReadOnlySet<string> messages)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Walk(body, "", "", messages, found);
        return found;
    }

    private static void Walk(ReadOnlySpan<byte> body, string typed, string plain, IReadOnlySet<string> messages, SortedSet<string> found)
    {
        while (body.Length > 0)
        {
            var tag = Varint(ref body);
            var (field, wire) = (tag >> 3, (int)(tag & 7));
            var here = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{typed}/{field}:{wire}");
            var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{plain}/{field}");
            found.Add(here);
            switch (wire)
            {
                case 0:
                    Varint(ref body);
                    break;
                case 1:
                    _ = BinaryPrimitives.ReadUInt64LittleEndian(body);
                    body = body[8..];
                    break;
                case 5:
                    body = body[4..];
                    break;
                default:
                    var length = (int)Varint(ref body);
                    if (messages.Contains(name))
                    {
                        Walk(body[..length], here, name, messages, found);
                    }

                    body = body[length..];
                    break;
            }
        }
    }

    private static ulong Varint(ref ReadOnlySpan<byte> body)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = body[0];
            body = body[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
