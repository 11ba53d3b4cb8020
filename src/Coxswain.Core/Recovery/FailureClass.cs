namespace Coxswain.Core.Recovery;

/// <summary>What went wrong with a call of the Messages API, as far as what can be done about it differs.</summary>
public enum FailureClass
{
    /// <summary>No connection: refused, no such name, TLS.</summary>
    ConnectFailed,

    /// <summary>The connection ended before the response began.</summary>
    ConnectionLost,

    /// <summary>500, 502, 503, 504 and further 5xx; also as an event in a stream.</summary>
    ServerError,

    /// <summary>529 or <c>overloaded_error</c>, also as an event in a stream: the whole service, not one model.</summary>
    Overloaded,

    /// <summary>429 of a rate that refills.</summary>
    RateLimited,

    /// <summary>A spending limit of the account: waiting does not help.</summary>
    SpendLimit,

    /// <summary>402, or no credit left.</summary>
    Billing,

    /// <summary>401.</summary>
    Authentication,

    /// <summary>403.</summary>
    Permission,

    /// <summary>The prompt has more tokens than the model takes.</summary>
    PromptTooLong,

    /// <summary>413: the request has more bytes than the API takes.</summary>
    RequestTooLarge,

    /// <summary>Any other 4xx: sent again it fails again.</summary>
    InvalidRequest,

    /// <summary>Nothing came by the deadline.</summary>
    NoFirstByte,

    /// <summary>A stream that had begun went silent.</summary>
    Stalled,

    /// <summary>200 and a stream without an answer.</summary>
    EmptyStream,

    /// <summary>A stream that ended before its last event.</summary>
    TruncatedStream,

    /// <summary>A budget of the user's refused the call: nothing was sent.</summary>
    OverBudget,
}
