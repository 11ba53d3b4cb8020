namespace Coxswain.Testing.Upstream.Simulation.Faults;

/// <summary>What goes wrong with an answer.</summary>
public enum FaultKind
{
    /// <summary>An HTTP error.</summary>
    Error,

    /// <summary>An SSE <c>error</c> event at the stage; a request without a stream gets the HTTP error instead.</summary>
    ErrorEvent,

    /// <summary>Silence at the stage; then the answer goes on, or never does.</summary>
    Stall,

    /// <summary>A TCP reset at the stage.</summary>
    Reset,

    /// <summary>A TCP end (FIN) at the stage, with the HTTP body unfinished.</summary>
    Cut,

    /// <summary>The HTTP body ends as it should at the stage, only the answer in it is not whole.</summary>
    EarlyEnd,

    /// <summary>200, an event stream, no event.</summary>
    EmptyStream,

    /// <summary>Pings after <c>message_start</c>, and never anything else.</summary>
    EndlessPings,

    /// <summary>A whole answer with one event of a hundred megabytes.</summary>
    HugeEvent,

    /// <summary><c>content-encoding: gzip</c> over a body that is not.</summary>
    GzipLie,

    /// <summary>A whole answer under a <c>content-length</c> larger than it, then FIN.</summary>
    LengthTooLong,

    /// <summary>A whole answer under a <c>content-length</c> smaller than it, then FIN.</summary>
    LengthTooShort,

    /// <summary>A right answer, one byte at a time: hard on readers, no failure.</summary>
    ByteWrites,
}
