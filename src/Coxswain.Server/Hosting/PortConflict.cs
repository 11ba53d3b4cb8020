using System.Net;
using System.Net.Sockets;

namespace Coxswain.Server.Hosting;

/// <summary>Finds which of the wanted addresses is taken, and says what to do about it.</summary>
internal static class PortConflict
{
    public static string Describe(IEnumerable<(string Setting, ListenAddress Address)> wanted)
    {
        var taken = wanted.Where(entry => entry.Address.Port != 0 && IsTaken(entry.Address)).ToArray();
        if (taken.Length == 0)
        {
            return "A port was taken while starting; try again.";
        }

        var lines = taken.Select(entry =>
            $"Port {entry.Address.Port} is in use{(PortOwner.Find(entry.Address.Port) is { } owner ? $" by {owner}" : "")}: stop that program, or set {entry.Setting} to another port (0 lets the system choose).");
        return string.Join(Environment.NewLine, lines);
    }

    private static bool IsTaken(ListenAddress address)
    {
        using var socket = new Socket(address.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address.Address, address.Port));
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
