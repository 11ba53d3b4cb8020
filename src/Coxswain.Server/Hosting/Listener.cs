namespace Coxswain.Server.Hosting;

/// <summary>The doors of the server. An endpoint belongs to exactly one of them.</summary>
public enum Listener
{
    /// <summary>JSON API, health, ClickHouse-compatible endpoint; HTTP/1.1.</summary>
    Api,

    /// <summary>OTLP over HTTP/1.1.</summary>
    OtlpHttp,

    /// <summary>OTLP over gRPC: HTTP/2 without TLS.</summary>
    OtlpGrpc,

    /// <summary>The Messages API's reverse proxy: every path and method, HTTP/1.1.</summary>
    Gateway,
}
