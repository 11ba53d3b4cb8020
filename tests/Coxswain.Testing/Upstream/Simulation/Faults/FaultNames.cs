using System.Text.Json;

namespace Coxswain.Testing.Upstream.Simulation.Faults;

/// <summary>Kinds and stages as plan files write them: <c>before-headers</c>.</summary>
internal static class FaultNames
{
    private static readonly Dictionary<FaultKind, string> Kinds = Enum.GetValues<FaultKind>().ToDictionary(static kind => kind, static kind => Dashed(kind.ToString()));
    private static readonly Dictionary<FaultStage, string> Stages = Enum.GetValues<FaultStage>().ToDictionary(static stage => stage, static stage => Dashed(stage.ToString()));

    public static string Of(FaultKind kind) => Kinds[kind];

    public static string Of(FaultStage stage) => Stages[stage];

    public static bool HasStage(FaultKind kind) => kind is FaultKind.ErrorEvent or FaultKind.Stall or FaultKind.Reset or FaultKind.Cut or FaultKind.EarlyEnd;

    public static bool TryKind(string name, out FaultKind kind) => Find(Kinds, name, out kind);

    public static bool TryStage(string name, out FaultStage stage) => Find(Stages, name, out stage);

    private static bool Find<T>(Dictionary<T, string> names, string name, out T found)
        where T : struct, Enum
    {
        var entry = names.FirstOrDefault(entry => entry.Value == name);
        found = entry.Key;
        return entry.Value is not null;
    }

    private static string Dashed(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
