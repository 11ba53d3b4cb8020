namespace Coxswain.Otlp.Protobuf;

/// <summary>Field tags shared by several OTLP messages: field number × 8 + wire type (0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes).</summary>
internal static class ProtoTag
{
    public const uint Message1 = (1 << 3) | 2;
    public const uint Message2 = (2 << 3) | 2;
    public const uint Message3 = (3 << 3) | 2;
    public const uint Message4 = (4 << 3) | 2;
    public const uint Message5 = (5 << 3) | 2;
    public const uint Message6 = (6 << 3) | 2;
    public const uint Message7 = (7 << 3) | 2;
    public const uint Message8 = (8 << 3) | 2;
    public const uint Message9 = (9 << 3) | 2;
    public const uint Message10 = (10 << 3) | 2;
    public const uint Message11 = (11 << 3) | 2;
    public const uint Message12 = (12 << 3) | 2;
    public const uint Message13 = (13 << 3) | 2;
    public const uint Message15 = (15 << 3) | 2;
    public const uint Varint2 = 2 << 3;
    public const uint Varint3 = 3 << 3;
    public const uint Varint4 = 4 << 3;
    public const uint Varint6 = 6 << 3;
    public const uint Varint8 = 8 << 3;
    public const uint Varint10 = 10 << 3;
    public const uint Varint1 = 1 << 3;
    public const uint Fixed1 = (1 << 3) | 1;
    public const uint Fixed2 = (2 << 3) | 1;
    public const uint Fixed3 = (3 << 3) | 1;
    public const uint Fixed4 = (4 << 3) | 1;
    public const uint Fixed5 = (5 << 3) | 1;
    public const uint Fixed6 = (6 << 3) | 1;
    public const uint Fixed7 = (7 << 3) | 1;
    public const uint Fixed8 = (8 << 3) | 1;
    public const uint Fixed11 = (11 << 3) | 1;
    public const uint Fixed12 = (12 << 3) | 1;
    public const uint Fixed13 = (13 << 3) | 1;
    public const uint Short8 = (8 << 3) | 5;
}
