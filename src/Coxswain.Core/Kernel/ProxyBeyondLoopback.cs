using System.Net;

namespace Coxswain.Core.Kernel;

/// <summary>A proxy for everything but this machine itself, which .NET would send through <c>HTTP_PROXY</c> too unless <c>NO_PROXY</c> names it.</summary>
/// <param name="proxy">For the rest: <see cref="System.Net.Http.HttpClient.DefaultProxy"/>.</param>
public sealed class ProxyBeyondLoopback(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return destination.IsLoopback ? null : proxy.GetProxy(destination);
    }

    public bool IsBypassed(Uri host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.IsLoopback || proxy.IsBypassed(host);
    }
}
