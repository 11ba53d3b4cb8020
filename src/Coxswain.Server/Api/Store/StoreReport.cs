using System.Text.Json.Serialization;
using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting.Engine;

namespace Coxswain.Server.Api.Store;

/// <summary>How rows get from this machine into the store, and what stands in their way.</summary>
/// <param name="Address">Where the store is.</param>
/// <param name="Problem">Why nothing can be written just now; <see langword="null"/> when it can.</param>
/// <param name="Engine">State of the embedded engine.</param>
/// <param name="EngineReason">Why the engine does not run; <see langword="null"/> while it does.</param>
/// <param name="EngineSetAside">Damaged tables or store folders moved to the quarantine since the server started.</param>
/// <param name="DetachedParts">Damaged parts of tables, found by ClickHouse at its start or by us since, as <c>table/part</c>; their rows are missing.</param>
/// <param name="Damage">Everything damaged or lost that nobody has acknowledged yet, the newest first; <c>cox doctor</c> and the log tell the same.</param>
/// <param name="DamageNote">How much that is in one line, and what brings rows back; <see langword="null"/> when there is none.</param>
public sealed record StoreReport(
    string Address, string? Problem, [property: JsonConverter(typeof(SpelledState<EngineState>))] EngineState Engine, int? EnginePid, string? EngineReason, DateTimeOffset EngineSince, int EngineRestarts,
    IReadOnlyList<string> EngineSetAside, IReadOnlyList<string> DetachedParts, OutboxReport Outbox, IReadOnlyList<DamageReport> Damage, string? DamageNote);
