using System.Net.Sockets;

namespace Coxswain.Core.Kernel;

/// <summary>Connects HTTP clients to a server on a Unix socket; for <see cref="System.Net.Http.SocketsHttpHandler.ConnectCallback"/>.</summary>
public static class UnixSocket
{
    /// <exception cref="SocketException">Nobody listens at <paramref name="path"/>.</exception>
    public static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
