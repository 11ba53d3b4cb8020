using System.Net;
using System.Net.Sockets;

namespace Coxswain.Testing.Upstream.Simulation.Faults;

/// <summary>A port that is taken but not listened on: connections are refused, and nobody else gets it meanwhile.</summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public string Address => "http://" + _socket.LocalEndPoint;

    public void Dispose() => _socket.Dispose();
}
