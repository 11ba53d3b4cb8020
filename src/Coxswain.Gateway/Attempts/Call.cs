using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Downshifting;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Learning;
using Coxswain.Core.Recovery.Requests;
using Coxswain.Gateway.Observing;

namespace Coxswain.Gateway.Attempts;

/// <summary>One client's call while it is under way.</summary>
internal sealed class Call(ClientFacts client, RequestFacts request, RequestBody body, Uri address, RecoveryMode mode, long began)
{
    private readonly Dictionary<FailureClass, IReadOnlyList<RecoveryStrategy>> _orders = [];
    private RequestReading? _reading;
    private readonly List<AttemptRecord> _attempts = [];

    public ClientFacts Client => client;

    /// <summary>As it is sent.</summary>
    public RequestFacts Request { get; private set; } = request;

    /// <summary>That the client asked for; empty when its request could not be read.</summary>
    public string RequestedModel { get; } = request.Model;

    /// <summary>Sent to another model than the client asked for, because of a budget.</summary>
    public bool HasMoved => Request.Model != RequestedModel;

    public RequestBody Body => body;

    public Uri Address => address;

    public RecoveryMode Mode => mode;

    /// <summary>By <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long Began => began;

    /// <summary>False: it counts tokens, and nothing is to be changed about it.</summary>
    public required bool IsMessage { get; init; }

    /// <summary>Its own, never the same twice.</summary>
    public required string Id { get; init; }

    public required CallWishes Wishes { get; init; }

    /// <summary>What it may cost counts against budgets, until the store has its record.</summary>
    public bool IsReserved { get; set; }

    /// <summary>As budgets were asked about it; <see langword="null"/>: they were not.</summary>
    public CallQuestion? Asked { get; set; }

    /// <summary>As budgets were asked whether it goes to another model; <see langword="null"/>: they were not.</summary>
    public CallQuestion? AskedToMove { get; set; }

    /// <summary>What they said; <see langword="null"/>: it stays with the model its client asked for.</summary>
    public ModelMove? Move { get; set; }

    /// <summary>Why a budget refused it; <see langword="null"/>: none did.</summary>
    public BudgetRefusal? Refusal { get; set; }

    public bool IsReplay => Wishes.IsReplay;

    public IReadOnlyList<AttemptRecord> Attempts => _attempts;

    /// <summary>The failure that is being recovered from: that of the client's own request, not of what was tried about it. <see langword="null"/>: none yet.</summary>
    public FailureClass? Cause { get; set; }

    /// <summary>Whether it had to wait for a probe, as its model was degraded.</summary>
    public bool MetDegraded { get; set; }

    /// <summary>Whether it went on without a retry token, as its model was degraded.</summary>
    public bool RetriedWithoutToken { get; set; }

    /// <summary>So long it waited for probes of a degraded model.</summary>
    public TimeSpan WaitedForProbes { get; set; }

    /// <returns><see langword="null"/> when the request cannot be read with certainty.</returns>
    public MessagesRequest? Read() => (_reading ??= MessagesRequest.Read(body.Bytes)).Request;

    /// <summary>Drawn once for a call: what was not tried yet stays in its place.</summary>
    public IReadOnlyList<RecoveryStrategy> OrderFor(FailureClass failure, Func<IReadOnlyList<RecoveryStrategy>> draw)
        => _orders.TryGetValue(failure, out var order) ? order : _orders[failure] = draw();

    /// <summary>From now on the request is one for another model, as if the client had sent that.</summary>
    public void MoveTo(string model, ReadOnlyMemory<byte> bytes)
    {
        body.Replace(bytes);
        Request = Request with { Model = model };
        _reading = null;
    }

    public void Add(AttemptRecord attempt) => _attempts.Add(attempt);

    /// <summary>The same, where nothing was said yet.</summary>
    public void ExplainUnlessSaid(string reason)
    {
        if (_attempts[^1].Reason.Length == 0)
        {
            Explain(reason);
        }
    }

    /// <summary>Says of the last attempt what came of it.</summary>
    public void Explain(string reason) => _attempts[^1] = _attempts[^1] with { Reason = reason };
}
