namespace Coxswain.Core.Telemetry.Drift;

public enum DriftKind
{
    /// <summary>An event or metric the catalog does not know; kept in <c>client_events</c> or the raw table.</summary>
    NewName,

    /// <summary>An attribute the catalog does not know for this event; kept in the raw row's map.</summary>
    NewAttribute,

    /// <summary>A known attribute without a typed column; kept in the raw row's map.</summary>
    RawOnly,

    /// <summary>An attribute the event always had and some records of this version lack.</summary>
    Missing,
}
