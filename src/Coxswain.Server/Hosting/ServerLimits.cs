namespace Coxswain.Server.Hosting;

/// <summary>Limits Kestrel enforces on every listener before a part sees a request.</summary>
internal static class ServerLimits
{
    /// <summary>Bodies as sent. OTLP checks the inflated size itself.</summary>
    public const long MaxRequestBodyBytes = 64 * 1024 * 1024;

    public const int MaxRequestHeaderBytes = 32 * 1024;
}
