using Coxswain.Core.Recovery;
using Coxswain.Gateway.Observing;

namespace Coxswain.Gateway.Attempts;

/// <summary>One client's call while it is under way.</summary>
internal sealed class Call(ClientFacts client, RequestFacts request, RequestBody body, Uri address, RecoveryMode mode, long began)
{
    private readonly List<AttemptRecord> _attempts = [];

    public ClientFacts Client => client;

    public RequestFacts Request => request;

    public RequestBody Body => body;

    public Uri Address => address;

    public RecoveryMode Mode => mode;

    /// <summary>By <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long Began => began;

    public IReadOnlyList<AttemptRecord> Attempts => _attempts;

    /// <summary>Whether it had to wait for a probe, as its model was degraded.</summary>
    public bool MetDegraded { get; set; }

    public void Add(AttemptRecord attempt) => _attempts.Add(attempt);

    /// <summary>Says of the last attempt what came of it.</summary>
    public void Explain(string reason) => _attempts[^1] = _attempts[^1] with { Reason = reason };
}
