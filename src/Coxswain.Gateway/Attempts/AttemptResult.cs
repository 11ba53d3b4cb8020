using Coxswain.Core.Recovery;

namespace Coxswain.Gateway.Attempts;

/// <summary>What one attempt brought, before the client has seen anything of it.</summary>
/// <param name="Failure"><see langword="null"/>: an answer that may go to the client.</param>
/// <param name="Answer">What came, which can be passed on as it is; <see langword="null"/> when no response began, or it broke off.</param>
/// <param name="Told">What a failed attempt's response had told before it failed; <see langword="null"/> when no response began.</param>
/// <param name="Reason">Of a failure without a response, in a word; <see cref="ClientGone"/> where it is not known what would have come.</param>
internal sealed record AttemptResult(UpstreamFailure? Failure, UpstreamAnswer? Answer, ToldByAnswer? Told = null, string Reason = "")
{
    /// <summary>What the upstream said of a failure, in its own words; it may quote the request, and goes into no log or event.</summary>
    public string Message { get; init; } = "";

    /// <summary>Its place among the call's attempts, from 1; 0 when none was made.</summary>
    public int Attempt { get; init; }

    /// <summary>The reason of one that the client did not wait for.</summary>
    public const string ClientGone = "client_gone";

    /// <summary>The reason of one that was not made: nearly every attempt for its model failed last, and no probe succeeded in time.</summary>
    public const string CircuitOpen = "circuit open";
}
