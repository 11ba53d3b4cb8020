namespace Coxswain.Core.Sessions.Scanning;

/// <summary>Each request once, whatever number of lines and files repeat it.</summary>
internal sealed class RequestTable
{
    private readonly Dictionary<(ulong Message, ulong Request), ScannedRequest> _byIds = [];
    private readonly List<ScannedRequest> _withoutId = [];

    public void Add(in ScannedRequest request)
    {
        if (request.MessageHash == 0)
        {
            _withoutId.Add(request);
            return;
        }

        ref var slot = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
            _byIds, (request.MessageHash, request.RequestHash), out var exists);
        if (!exists || request.IsBetterThan(slot))
        {
            slot = request;
        }
    }

    /// <param name="models">The other table's model indexes in this one's numbering.</param>
    public void Add(RequestTable other, IReadOnlyList<int> models)
    {
        foreach (var request in other._byIds.Values.Concat(other._withoutId))
        {
            Add(request with { Model = models[request.Model] });
        }
    }

    /// <summary>
    /// A sidechain may repeat the main conversation's message under a request id of its own: such copies do not count beside the original,
    /// and of copies alone the best one does.
    /// </summary>
    public IEnumerable<ScannedRequest> Requests()
    {
        var sidechains = new Dictionary<ulong, ScannedRequest>();
        var main = new HashSet<ulong>();
        foreach (var request in _byIds.Values)
        {
            if (!request.IsSidechain)
            {
                main.Add(request.MessageHash);
            }
            else if (!sidechains.TryGetValue(request.MessageHash, out var known) || request.IsBetterThan(known))
            {
                sidechains[request.MessageHash] = request;
            }
        }

        return _byIds.Values.Where(static request => !request.IsSidechain)
            .Concat(sidechains.Values.Where(request => !main.Contains(request.MessageHash)))
            .Concat(_withoutId);
    }
}
