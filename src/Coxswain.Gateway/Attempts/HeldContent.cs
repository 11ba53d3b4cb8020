using System.Net;

namespace Coxswain.Gateway.Attempts;

/// <summary>A held body, for one attempt.</summary>
/// <param name="isLengthTold">False: it goes in chunks, as it came.</param>
internal sealed class HeldContent(ReadOnlyMemory<byte> bytes, bool isLengthTold) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        => stream.WriteAsync(bytes, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return isLengthTold;
    }
}
