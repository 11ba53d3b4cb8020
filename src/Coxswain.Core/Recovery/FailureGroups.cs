namespace Coxswain.Core.Recovery;

/// <summary>Which failures belong together: the one place that says so.</summary>
public static class FailureGroups
{
    public static FailureGroup Of(FailureClass failure) => failure switch
    {
        FailureClass.ConnectFailed or FailureClass.ConnectionLost => FailureGroup.Connection,
        FailureClass.ServerError or FailureClass.EmptyStream or FailureClass.TruncatedStream => FailureGroup.Server,
        FailureClass.Overloaded => FailureGroup.Overload,
        FailureClass.RateLimited => FailureGroup.RateLimit,
        FailureClass.NoFirstByte or FailureClass.Stalled => FailureGroup.Timeout,
        FailureClass.PromptTooLong or FailureClass.RequestTooLarge => FailureGroup.TooLong,
        _ => FailureGroup.Lasting,
    };

    /// <summary>Whether the same request may succeed a little later.</summary>
    public static bool IsPassing(FailureClass failure) => Of(failure) is not (FailureGroup.TooLong or FailureGroup.Lasting);

    /// <summary>Whether it tells something about the upstream's health, rather than about this request or this account.</summary>
    public static bool SpeaksOfUpstream(FailureClass failure) => IsPassing(failure) && Of(failure) != FailureGroup.RateLimit;
}
