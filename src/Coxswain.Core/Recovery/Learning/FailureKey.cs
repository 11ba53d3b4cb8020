namespace Coxswain.Core.Recovery.Learning;

/// <summary>Failures that are learned from together.</summary>
/// <param name="Model">As the request names it; compared without provider and date.</param>
public sealed record FailureKey(FailureClass Class, string Model, SizeBucket Size)
{
    /// <param name="tokens">Of the prompt.</param>
    public static FailureKey Of(FailureClass failure, string model, long tokens)
        => new(failure, model, SizeBuckets.Of(tokens));
}
