using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Coxswain.Gateway.Forwarding;

/// <summary>Where this process listens itself: a call sent there would come back to the gateway without end.</summary>
internal sealed class OwnListeners(IServer server)
{
    /// <summary>Of a connection that was just made, whatever name led to it.</summary>
    /// <param name="local">This end's address: what is reached from the very address it has is this machine.</param>
    public bool Contains(IPEndPoint remote, IPAddress local)
    {
        var address = Plain(remote.Address);
        return (IPAddress.IsLoopback(address) || address.Equals(Plain(local))) && Addresses().Any(own => own.Port == remote.Port && IsAt(own, address));
    }

    private IEnumerable<Uri> Addresses()
        => (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(static text => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null).OfType<Uri>();

    private static bool IsAt(Uri own, IPAddress address)
        => IPAddress.TryParse(own.IdnHost, out var bound) && (bound.Equals(address) || bound.Equals(IPAddress.Any) || bound.Equals(IPAddress.IPv6Any));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
