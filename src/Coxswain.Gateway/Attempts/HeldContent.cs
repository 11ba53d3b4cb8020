using System.Net;
using Coxswain.Gateway.Forwarding;

namespace Coxswain.Gateway.Attempts;

/// <summary>A held body, for one attempt.</summary>
/// <param name="isLengthTold">False: it goes in chunks, as it came.</param>
/// <param name="sending">Of the call whose bytes these are.</param>
internal sealed class HeldContent(ReadOnlyMemory<byte> bytes, bool isLengthTold, BodySending sending) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        => sending.RunAsync(token => stream.WriteAsync(bytes, token).AsTask(), cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return isLengthTold;
    }
}
