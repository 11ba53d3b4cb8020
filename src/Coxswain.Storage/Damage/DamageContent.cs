using Coxswain.Core.Telemetry.Damage;

namespace Coxswain.Storage.Damage;

/// <summary>What <c>damage.json</c> holds.</summary>
/// <param name="Acknowledged">Ids a person has seen, also of rows listed in the state file.</param>
internal sealed record DamageContent(IReadOnlyList<DamageRecord> Records, IReadOnlyList<string> Acknowledged)
{
    public static DamageContent Nothing { get; } = new([], []);
}
