using System.IO.Pipelines;
using System.Net;

namespace Coxswain.Gateway.Forwarding;

/// <summary>A body on its way through, piece by piece as the client sends it. It can be sent once.</summary>
/// <param name="begun">What was read of it before.</param>
/// <param name="length"><see langword="null"/>: not told beforehand, so it goes on in chunks.</param>
/// <param name="sending">Of the call whose body it is: the server takes the rest of it once that is over.</param>
internal sealed class PassedBody(ReadOnlyMemory<byte> begun, PipeReader body, long? length, BodySending sending) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        => sending.RunAsync(token => SendAsync(stream, token), cancellationToken);

    protected override bool TryComputeLength(out long computed)
    {
        computed = length ?? 0;
        return length is not null;
    }

    private async Task SendAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (!begun.IsEmpty)
        {
            await stream.WriteAsync(begun, cancellationToken);
        }

        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            try
            {
                foreach (var piece in read.Buffer)
                {
                    await stream.WriteAsync(piece, cancellationToken);
                }
            }
            finally
            {
                // Also where the sending ended: the server could not read on otherwise.
                body.AdvanceTo(read.Buffer.End);
            }

            if (read.IsCompleted)
            {
                return;
            }

            await stream.FlushAsync(cancellationToken);
        }
    }
}
