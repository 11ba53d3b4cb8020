using System.Net.Http.Headers;
using Coxswain.Core.Recovery;
using Coxswain.Gateway.Forwarding;
using Coxswain.Gateway.Observing;

namespace Coxswain.Gateway.Attempts;

/// <summary>Sends a request once, and holds the answer back until it is known to be one: content has begun, or the whole of it is there.</summary>
internal sealed class AttemptRunner(UpstreamConnections upstream, TimeProvider clock)
{
    private const int MostErrorBytes = 256 * 1024;
    private const int MostInflatedErrorBytes = 1024 * 1024;
    private const int MostDocumentBytes = 8 * 1024 * 1024;
    private const int MostHeldStreamBytes = 1024 * 1024;

    /// <returns>With <see cref="AttemptResult.ClientGone"/> and neither failure nor answer, when the client left.</returns>
    public async ValueTask<AttemptResult> RunAsync(AttemptPlan plan, CancellationToken clientGone)
    {
        var deadline = new AttemptClock(plan.FirstContent, clock, clientGone);
        UpstreamAnswer? answer = null;
        try
        {
            answer = await SendAsync(plan, deadline);
            return await ExamineAsync(plan, answer);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException)
        {
            if (clientGone.IsCancellationRequested)
            {
                // What it had begun to tell costs something all the same.
                var told = answer is null ? null : ToldByAnswer.Of(answer);
                Dispose(answer, deadline);
                return new AttemptResult(null, null, told, AttemptResult.ClientGone);
            }

            return Broken(answer, deadline, problem);
        }
        catch
        {
            Dispose(answer, deadline);
            throw;
        }
    }

    private async Task<UpstreamAnswer> SendAsync(AttemptPlan plan, AttemptClock deadline)
    {
        using var request = plan.Request();
        var response = await upstream.SendAsync(request, deadline.Token);
        try
        {
            var observer = new AnswerObserver(Has(response.Content.Headers, "text/event-stream"), Encoding(response.Content.Headers), clock);
            return new UpstreamAnswer(response, await response.Content.ReadAsStreamAsync(deadline.Token), observer, deadline);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async ValueTask<AttemptResult> ExamineAsync(AttemptPlan plan, UpstreamAnswer answer)
    {
        if (!plan.IsHeldBack)
        {
            return new AttemptResult(Refusal(answer, ErrorAnswer.None), answer);
        }

        if (answer.Status >= 400)
        {
            await HoldAllAsync(answer, MostErrorBytes);
            var said = Read(answer);
            return new AttemptResult(Refusal(answer, said), answer) { Message = said.Message };
        }

        if (answer.Status != 200)
        {
            return new AttemptResult(null, answer);
        }

        var headers = answer.Response.Content.Headers;
        var failure = answer.Observer.IsStream ? await HoldStreamAsync(answer)
            : headers.ContentLength == 0 ? FailureClass.EmptyStream
            : Has(headers, "application/json") ? await HoldDocumentAsync(answer)
            : null;
        return new AttemptResult(failure is { } found ? new UpstreamFailure(found, answer.Status) : null, answer);
    }

    private static async ValueTask<FailureClass?> HoldStreamAsync(UpstreamAnswer answer)
    {
        var observer = answer.Observer;
        while (observer is { HasContent: false, Error: null, IsReadable: true } && answer.Held.Length < MostHeldStreamBytes)
        {
            if (!await answer.HoldNextAsync())
            {
                return observer switch
                {
                    { Error: not null } or { HasContent: true } => null,
                    { HasBegun: false } => FailureClass.EmptyStream,
                    // An answer without content is one: it was stopped before it had any.
                    { IsWhole: true } => null,
                    _ => FailureClass.TruncatedStream,
                };
            }
        }

        return observer is { Error: { } said, HasContent: false } ? FailureClassifier.OfEvent(said) : null;
    }

    private static async ValueTask<FailureClass?> HoldDocumentAsync(UpstreamAnswer answer)
    {
        if (!await HoldAllAsync(answer, MostDocumentBytes))
        {
            return null;
        }

        return answer.Held.Length == 0 ? FailureClass.EmptyStream
            : answer.Observer.ReadDocument(answer.Held.Written.Span) ? null
            : FailureClass.TruncatedStream;
    }

    /// <returns>False when there is more.</returns>
    private static async ValueTask<bool> HoldAllAsync(UpstreamAnswer answer, int most)
    {
        while (answer.Held.Length < most)
        {
            if (!await answer.HoldNextAsync())
            {
                return true;
            }
        }

        return false;
    }

    private UpstreamFailure? Refusal(UpstreamAnswer answer, ErrorAnswer said) => answer.Status < 400
        ? null
        : new UpstreamFailure(
            FailureClassifier.OfResponse(answer.Status, said), answer.Status, RetryHeaders.RetryAfter(answer.Response.Headers, clock.GetUtcNow()), RetryHeaders.ShouldRetry(answer.Response.Headers), PromptLimit.Of(said.Message));

    private static ErrorAnswer Read(UpstreamAnswer answer)
    {
        using var inflater = Inflater.For(answer.Observer.Encoding, MostInflatedErrorBytes);
        using var plain = new GrowingBuffer();
        return inflater is null ? ErrorReading.Read(answer.Held.Written.Span)
            : inflater.Read(answer.Held.Written.Span, plain.Append) ? ErrorReading.Read(plain.Written.Span)
            : ErrorAnswer.None;
    }

    /// <summary>The connection ended, or the deadline passed. What was held of the answer cannot be completed.</summary>
    private static AttemptResult Broken(UpstreamAnswer? answer, AttemptClock deadline, Exception problem)
    {
        var status = answer?.Status ?? 0;
        var begun = answer is { Held.Length: > 0 };
        var failure = deadline.HasExpired
            ? begun ? FailureClass.Stalled : FailureClass.NoFirstByte
            : answer is not null ? begun ? FailureClass.TruncatedStream : FailureClass.EmptyStream
            : IsUnconnected(problem) ? FailureClass.ConnectFailed : FailureClass.ConnectionLost;
        var told = answer is null ? null : ToldByAnswer.Of(answer);
        Dispose(answer, deadline);
        return new AttemptResult(new UpstreamFailure(failure, status, ShouldRetry: UpstreamProblem.IsLasting(problem) ? false : null), null, told, UpstreamProblem.Reason(problem, failure.ToString()));
    }

    /// <param name="problem">Not the deadline's or the client's: what is left to be cancelled is a connection that took too long.</param>
    private static bool IsUnconnected(Exception problem) => problem is OperationCanceledException or HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    private static void Dispose(UpstreamAnswer? answer, AttemptClock deadline)
    {
        answer?.Dispose();
        deadline.Dispose();
    }

    private static bool Has(HttpContentHeaders headers, string type)
        => headers.NonValidated.TryGetValues("Content-Type", out var values) && values.ToString().StartsWith(type, StringComparison.OrdinalIgnoreCase);

    private static string Encoding(HttpContentHeaders headers)
        => headers.NonValidated.TryGetValues("Content-Encoding", out var values) ? values.ToString().Trim().ToLowerInvariant() : "";
}
