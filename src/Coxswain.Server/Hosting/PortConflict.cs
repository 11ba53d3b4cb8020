using System.Globalization;
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

        var owners = taken.GroupBy(static entry => PortOwner.Find(entry.Address.Port) ?? "");
        return string.Join(' ', owners.Select(static owner =>
        {
            var ports = owner.Select(static entry => entry.Address.Port.ToString(CultureInfo.InvariantCulture)).ToArray();
            return $"Port{(ports.Length > 1 ? "s" : "")} {string.Join(", ", ports)} {(ports.Length > 1 ? "are" : "is")} in use{(owner.Key.Length > 0 ? $" by {owner.Key}" : "")}: "
                + $"stop that program, or set {string.Join(", ", owner.Select(static entry => entry.Setting))} to another port (0 lets the system choose).";
        }));
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
