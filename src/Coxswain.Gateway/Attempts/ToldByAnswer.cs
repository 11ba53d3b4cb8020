using Coxswain.Core.Pricing;

namespace Coxswain.Gateway.Attempts;

/// <summary>What a response told of itself.</summary>
/// <param name="Model">Empty when it did not come to that.</param>
/// <param name="Tokens"><see langword="null"/> when it told no counts.</param>
internal sealed record ToldByAnswer(string RequestId, string Model, TokenUsage? Tokens)
{
    public static ToldByAnswer Of(UpstreamAnswer answer)
    {
        var observer = answer.Observer;
        return new ToldByAnswer(RequestIdOf(answer.Response), observer.Model, observer.Usage.IsTold ? observer.Usage.ToTokens() : null);
    }

    private static string RequestIdOf(HttpResponseMessage response)
        => response.Headers.NonValidated.TryGetValues("request-id", out var values) && values.Count == 1 && values.ToString() is { Length: <= 128 } id ? id : "";
}
