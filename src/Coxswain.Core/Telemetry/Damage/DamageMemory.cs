namespace Coxswain.Core.Telemetry.Damage;

public static class DamageMemory
{
    /// <summary>How long a damage is told of when nobody acknowledges it.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);
}
