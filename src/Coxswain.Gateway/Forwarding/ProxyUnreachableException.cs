namespace Coxswain.Gateway.Forwarding;

/// <summary>No connection to the proxy that stands before the upstream.</summary>
internal sealed class ProxyUnreachableException(Exception cause) : IOException("No connection to the proxy.", cause);
