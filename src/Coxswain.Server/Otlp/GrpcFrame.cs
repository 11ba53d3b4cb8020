using System.Buffers.Binary;

namespace Coxswain.Server.Otlp;

/// <summary>The five bytes before each gRPC message: a compression flag and the length.</summary>
internal sealed record GrpcFrame(bool IsCompressed, uint Length)
{
    private const int HeaderBytes = 5;

    /// <summary><see langword="null"/> when the call ends before a header or its flag is neither 0 nor 1.</summary>
    public static async Task<GrpcFrame?> ReadHeaderAsync(Stream body, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderBytes];
        var read = await body.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellationToken);
        return read < HeaderBytes || header[0] > 1 ? null : new GrpcFrame(header[0] == 1, BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(1)));
    }

    public static byte[] Wrap(byte[] message)
    {
        var framed = new byte[HeaderBytes + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), (uint)message.Length);
        message.CopyTo(framed, HeaderBytes);
        return framed;
    }
}
