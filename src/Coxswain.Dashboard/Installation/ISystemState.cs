namespace Coxswain.Dashboard.Installation;

/// <summary>How the daemon and all it stands on are.</summary>
public interface ISystemState
{
    /// <summary>In order. Answered while the store is away, too.</summary>
    Task<IReadOnlyList<SystemGroup>> ReadAsync(CancellationToken cancellationToken);
}
