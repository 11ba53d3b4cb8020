namespace Coxswain.Server.Hosting;

/// <summary>Limits of what a listener takes before a part sees a request.</summary>
internal static class ServerLimits
{
    /// <summary>Bodies as sent. OTLP checks the inflated size itself.</summary>
    public const long MaxRequestBodyBytes = 64 * 1024 * 1024;

    /// <summary>On listeners for our own clients.</summary>
    public const int MaxRequestHeaderBytes = 32 * 1024;

    /// <summary>The same, in lines.</summary>
    public const int MaxRequestHeaders = 100;

    /// <summary>On the gateway's listener, and what the server reads of a head on any: the web's front servers take between 32 and 128 KiB.</summary>
    public const int MaxGatewayHeaderBytes = 128 * 1024;

    /// <summary>The same, in lines.</summary>
    public const int MaxGatewayHeaders = 256;
}
