namespace Coxswain.Server.Api.Budgets;

/// <summary>Refuses answers larger than an estimate can be.</summary>
internal sealed class SmallAnswerHandler() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private const int MostBytes = 1 << 16;

    /// <exception cref="HttpRequestException">The answer is larger.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
