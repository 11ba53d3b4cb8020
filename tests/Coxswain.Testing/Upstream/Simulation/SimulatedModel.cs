using System.Text.Json;

namespace Coxswain.Testing.Upstream.Simulation;

/// <summary>What the simulator knows of a model; the facts are in <c>upstream-models.json</c>.</summary>
/// <param name="Window">Tokens of the longest prompt.</param>
/// <param name="CacheMinimum">A prefix of fewer tokens is not cached.</param>
/// <param name="CacheReadFactor">Price of a cache read, as a factor of input.</param>
/// <param name="Binds">What its thinking blocks are bound to: <c>prefix</c>, <c>account</c>.</param>
/// <param name="Refuses">Settings that get 400: <c>thinking_disabled</c>, <c>thinking_budget</c>, <c>thinking_adaptive</c>, <c>forced_tool</c>.</param>
/// <param name="Reads">Further models whose thinking blocks it understands.</param>
public sealed record SimulatedModel(
    string Id, int Window, int MaxOutput, int CacheMinimum, decimal CacheReadFactor, IReadOnlySet<string> Binds, IReadOnlySet<string> Refuses, IReadOnlySet<string> Reads)
{
    public static IReadOnlyDictionary<string, SimulatedModel> All { get; } = Load();

    public bool Understands(string maker) => maker == Id || Reads.Contains(maker);

    private static Dictionary<string, SimulatedModel> Load()
    {
        using var file = typeof(SimulatedModel).Assembly.GetManifestResourceStream("Coxswain.Testing.Upstream.upstream-models.json")
            ?? throw new InvalidOperationException("upstream-models.json is not in the assembly.");
        using var json = JsonDocument.Parse(file);
        return json.RootElement.GetProperty("models").EnumerateArray().Select(Read).ToDictionary(static model => model.Id);
    }

    private static SimulatedModel Read(JsonElement model) => new(
        model.GetProperty("id").GetString()!,
        model.GetProperty("window").GetInt32(),
        model.GetProperty("max_output").GetInt32(),
        model.GetProperty("cache_minimum").GetInt32(),
        model.GetProperty("cache_read_factor").GetDecimal(),
        Names(model, "binds"),
        Names(model, "refuses"),
        Names(model, "reads"));

    private static HashSet<string> Names(JsonElement model, string list) => [.. model.GetProperty(list).EnumerateArray().Select(static name => name.GetString()!)];
}
