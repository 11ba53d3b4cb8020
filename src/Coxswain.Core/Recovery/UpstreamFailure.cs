namespace Coxswain.Core.Recovery;

/// <summary>A call the upstream did not answer.</summary>
/// <param name="Status">0 when no response began.</param>
/// <param name="RetryAfter">How long the upstream asks to wait; <see langword="null"/> when it does not say.</param>
/// <param name="Limit">Of a prompt that is too long, what the upstream counted; <see langword="null"/> when it does not say.</param>
/// <param name="ShouldRetry">The upstream's own word (<c>x-should-retry</c>); <see langword="null"/> when it gives none.</param>
public sealed record UpstreamFailure(FailureClass Class, int Status, TimeSpan? RetryAfter = null, bool? ShouldRetry = null, PromptLimit? Limit = null);
