namespace Coxswain.Core.Recovery;

/// <summary>Failures against which the same can be done.</summary>
public enum FailureGroup
{
    /// <summary>There was no way to the upstream, or it was lost.</summary>
    Connection,

    /// <summary>The upstream failed with this request, or its answer was none.</summary>
    Server,

    /// <summary>The whole service has too much to do.</summary>
    Overload,

    /// <summary>This account called too often.</summary>
    RateLimit,

    /// <summary>It took too long.</summary>
    Timeout,

    /// <summary>The request is larger than the model or the API takes.</summary>
    TooLong,

    /// <summary>The same request fails the same way, and only its sender can change that.</summary>
    Lasting,
}
