using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Efficiency;

/// <summary>How fast models answer.</summary>
public interface IModelSpeedStore
{
    /// <summary>By model, those of most requests first; of requests of which both their output and how long they took are told.</summary>
    Task<IReadOnlyList<ModelSpeed>> ReadAsync(UsageFilter filter, CancellationToken cancellationToken);
}
