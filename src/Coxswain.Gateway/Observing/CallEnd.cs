namespace Coxswain.Gateway.Observing;

/// <summary>How a call ended, as its client saw it.</summary>
internal enum CallEnd
{
    /// <summary>With a whole answer.</summary>
    Answered,

    /// <summary>With an error response, the upstream's or the gateway's.</summary>
    Failed,

    /// <summary>In the middle of its answer.</summary>
    Broken,

    /// <summary>The client went before the end.</summary>
    ClientGone,
}
