using Coxswain.Core.Telemetry.Damage;

namespace Coxswain.Server.Api.Store;

/// <inheritdoc cref="DamageRecord"/>
/// <param name="Text">All of it in one sentence.</param>
public sealed record DamageReport(DateTimeOffset Time, string What, long? Rows, long? Bytes, string Place, string Reason, string ToDo, string Happened, string Period, string Text)
{
    public static DamageReport Of(DamageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(record.Time, record.What, record.Rows, record.Bytes, record.Place, record.Reason, record.ToDo, record.Happened, record.Period, DamageText.Of(record));
    }
}
