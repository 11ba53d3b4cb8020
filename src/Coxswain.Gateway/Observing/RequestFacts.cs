using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Gateway.Observing;

/// <summary>The few members of a Messages request that decide how it is treated.</summary>
/// <param name="Model">Empty when the request names none that could be one.</param>
/// <param name="IsStream">Whether a stream is asked for.</param>
/// <param name="MaxTokens">The most output asked for; <see langword="null"/> when the request does not say.</param>
internal sealed record RequestFacts(string Model, bool IsStream, long? MaxTokens = null)
{
    /// <param name="body">The whole request. Only its top level is looked at; whatever else it is, it goes on as it came.</param>
    public static RequestFacts Read(ReadOnlySpan<byte> body)
    {
        RequestPreview.Read(body, out var model, out var isStream, out var maxTokens);
        return new RequestFacts(model, isStream, maxTokens);
    }
}
