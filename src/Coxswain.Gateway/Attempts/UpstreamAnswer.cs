using Coxswain.Gateway.Observing;

namespace Coxswain.Gateway.Attempts;

/// <summary>A response under way: what came of it so far is held, and nothing of it has gone to the client.</summary>
internal sealed class UpstreamAnswer(HttpResponseMessage response, Stream body, AnswerObserver observer, AttemptClock clock) : IDisposable
{
    private const int PieceBytes = 16 * 1024;

    public HttpResponseMessage Response => response;

    public AnswerObserver Observer => observer;

    public AttemptClock Clock => clock;

    public GrowingBuffer Held { get; } = new();

    public Stream Body => body;

    public bool HasEnded { get; private set; }

    /// <summary>Bytes of the body that went on to the client.</summary>
    public long PassedBytes { get; private set; }

    public int Status => (int)response.StatusCode;

    /// <summary>Holds the next piece.</summary>
    /// <returns>False at the end.</returns>
    public async ValueTask<bool> HoldNextAsync()
    {
        var read = await body.ReadAsync(Held.Room(PieceBytes), clock.Token);
        if (read == 0)
        {
            HasEnded = true;
            return false;
        }

        Held.Advance(read);
        observer.Read(Held.Written.Span[^read..]);
        return true;
    }

    public void PassOn(int bytes) => PassedBytes += bytes;

    public void Dispose()
    {
        Held.Dispose();
        observer.Dispose();
        response.Dispose();
        clock.Dispose();
    }
}
