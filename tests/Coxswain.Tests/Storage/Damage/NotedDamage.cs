using Coxswain.Core.Telemetry.Damage;

namespace Coxswain.Tests.Storage.Damage;

/// <summary>A damage log in memory.</summary>
internal sealed class NotedDamage : IDamageLog
{
    private readonly List<DamageRecord> _records = [];

    public IReadOnlyList<DamageRecord> ReadOpen()
    {
        lock (_records)
        {
            return [.. _records];
        }
    }

    public void Add(DamageRecord record)
    {
        lock (_records)
        {
            if (!_records.Exists(known => known.Id == record.Id))
            {
                _records.Add(record);
            }
        }
    }

    public int Acknowledge() => throw new NotSupportedException();
}
