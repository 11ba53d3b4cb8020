namespace Coxswain.Gateway.Forwarding;

/// <summary>The upstream's address, or its proxy's, turned out to be a listener of this process.</summary>
internal sealed class OwnAddressException() : IOException("The address is a listener of this process.");
