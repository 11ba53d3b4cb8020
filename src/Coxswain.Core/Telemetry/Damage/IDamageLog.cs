namespace Coxswain.Core.Telemetry.Damage;

/// <summary>Remembers damage across restarts, in a file of its own: it must outlive the state file and the engine.</summary>
public interface IDamageLog
{
    /// <summary>Everything not yet acknowledged and not older than <see cref="DamageMemory.Kept"/>, the newest first.</summary>
    IReadOnlyList<DamageRecord> ReadOpen();

    /// <summary>Notes it, and logs its sentence the first time.</summary>
    void Add(DamageRecord record);

    /// <summary>A person has read all that is open; it is told no more. What was set aside stays where it is.</summary>
    /// <returns>How many were open.</returns>
    int Acknowledge();
}
