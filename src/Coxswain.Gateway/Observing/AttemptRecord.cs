using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Gateway.Observing;

/// <summary>One attempt of a call, as it is recorded.</summary>
/// <param name="Strategy"><c>first</c>, <c>retry</c>, or the name of the strategy that changed the request.</param>
/// <param name="Waited">Before it, since the attempt before.</param>
/// <param name="Failure"><see langword="null"/>: it was answered.</param>
/// <param name="Reason">Why it was the last one, or why another followed.</param>
/// <param name="Cause">The failure of the client's request that it was to make good; <see langword="null"/> for the first, and for a part that was answered.</param>
/// <param name="CostUsd">Of a failed one or a part, for the tokens it told: what it may have cost; <see langword="null"/> when it told none or the model has no price.</param>
internal sealed record AttemptRecord(
    int Number, string Strategy, string Model, FailureClass? Cause, TimeSpan Waited, TimeSpan Took, int Status, string RequestId, FailureClass? Failure, string Reason, decimal? CostUsd)
{
    /// <summary>The strategy of the client's own request.</summary>
    public const string First = "first";

    /// <summary>What its answer told of tokens, where it is not the call's answer: it failed, or was a part of one. <see langword="null"/>: it told none, or is the call's, which tells them.</summary>
    public TokenUsage? Tokens { get; init; }

    /// <summary>The model that answered, with <see cref="Tokens"/>; may be empty.</summary>
    public string AnsweredModel { get; init; } = "";

    /// <summary>Of the client's prompt, where the attempt's was made shorter; else <see langword="null"/>.</summary>
    public TokenCount? InitialTokens { get; init; }

    /// <summary>Of the attempt's own prompt, where a strategy changed it; an estimate.</summary>
    public TokenCount? FinalTokens { get; init; }
}
