using System.Globalization;
using Coxswain.Core.Telemetry.Damage;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.ClickHouseHttp;

/// <summary>Says beside rows, whose format has no place for it, that others may be missing.</summary>
public static class DamageHeaders
{
    /// <summary>How many pieces of damage nobody has acknowledged; on every answer of the store, 0 too.</summary>
    public const string Count = "Coxswain-Damage";

    /// <summary>In words; absent when there is none.</summary>
    public const string Note = "Coxswain-Damage-Note";

    internal static void Write(IReadOnlyList<DamageRecord> open, IHeaderDictionary headers)
    {
        headers[Count] = open.Count.ToString(CultureInfo.InvariantCulture);
        if (DamageText.Note(open) is { } note)
        {
            headers[Note] = note;
        }
    }
}
