using System.Net.Sockets;

namespace Coxswain.Engine.Hosting;

/// <summary>The Unix socket's file: an abandoned one is removed, a served one is left alone.</summary>
internal static class SocketFile
{
    /// <exception cref="EngineStartException">Another process answers there.</exception>
    internal static void Prepare(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        if (!File.Exists(path))
        {
            return;
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            File.Delete(path);
            return;
        }

        throw new EngineStartException($"Another process already answers on {path}.");
    }
}
