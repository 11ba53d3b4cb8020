namespace Coxswain.Gateway.Forwarding;

/// <summary>Where a call goes: the upstream's base address followed by the target exactly as the client wrote it.</summary>
internal sealed class UpstreamAddress(GatewayOptions options)
{
    // Escapes and dots stay as they were written: the upstream decides what they mean.
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly string _base = options.Upstream.TrimEnd('/');

    /// <param name="target">The request line's target in origin form: path and query.</param>
    /// <returns><see langword="null"/> for a target in another form.</returns>
    public Uri? Of(string target) => target.StartsWith('/') && Uri.TryCreate(_base + target, Verbatim, out var address) ? address : null;
}
