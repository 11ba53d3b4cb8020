using Google.Protobuf;

namespace Coxswain.Tests.Otlp.Encoders;

/// <summary>Builds one protobuf message with Google's own encoder, so that what we decode was not written by the code under test.</summary>
internal sealed class ProtoMessage
{
    private readonly List<Action<CodedOutputStream>> _fields = [];

    public byte[] ToArray()
    {
        using var bytes = new MemoryStream();
        using var output = new CodedOutputStream(bytes);
        foreach (var write in _fields)
        {
            write(output);
        }

        output.Flush();
        return bytes.ToArray();
    }

    public ProtoMessage Message(int field, ProtoMessage message) => Bytes(field, message.ToArray());

    public ProtoMessage Bytes(int field, byte[] value) =>
        Field(field, WireFormat.WireType.LengthDelimited, output => output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value)));

    /// <summary>Leaves an empty string out, as encoders do.</summary>
    public ProtoMessage Text(int field, string value) =>
        value.Length == 0 ? this : Field(field, WireFormat.WireType.LengthDelimited, output => output.WriteString(value));

    public ProtoMessage Varint(int field, ulong value) =>
        Field(field, WireFormat.WireType.Varint, output => output.WriteUInt64(value));

    public ProtoMessage ZigZag(int field, int value) =>
        Field(field, WireFormat.WireType.Varint, output => output.WriteSInt32(value));

    public ProtoMessage Fixed64(int field, ulong value) =>
        Field(field, WireFormat.WireType.Fixed64, output => output.WriteFixed64(value));

    public ProtoMessage Fixed32(int field, uint value) =>
        Field(field, WireFormat.WireType.Fixed32, output => output.WriteFixed32(value));

    public ProtoMessage Floating(int field, double value) =>
        Field(field, WireFormat.WireType.Fixed64, output => output.WriteDouble(value));

    public ProtoMessage Hex(int field, string id) => id.Length == 0 ? this : Bytes(field, Convert.FromHexString(id));

    public ProtoMessage PackedFixed64(int field, IEnumerable<ulong> values)
    {
        var packed = values.SelectMany(BitConverter.GetBytes).ToArray();
        return packed.Length == 0 ? this : Bytes(field, packed);
    }

    public ProtoMessage PackedVarint(int field, IReadOnlyList<ulong> values)
    {
        using var packed = new MemoryStream();
        using var output = new CodedOutputStream(packed);
        foreach (var value in values)
        {
            output.WriteUInt64(value);
        }

        output.Flush();
        return values.Count == 0 ? this : Bytes(field, packed.ToArray());
    }

    private ProtoMessage Field(int number, WireFormat.WireType type, Action<CodedOutputStream> write)
    {
        _fields.Add(output =>
        {
            output.WriteTag(number, type);
            write(output);
        });
        return this;
    }
}
