using System.Collections.Frozen;
using System.Text.Json;
using Coxswain.Core.Pricing;

namespace Coxswain.Core.Health.Measuring;

/// <summary>Reads the thresholds and checks them as a whole.</summary>
internal static class HealthRulesReader
{
    private const string ShippedName = "Coxswain.Core.Health.health-bands.json";
    private const int Schema = 1;
    private const int MostTurns = 10_000;

    public static HealthRules ReadShipped()
    {
        using var stream = typeof(HealthRulesReader).Assembly.GetManifestResourceStream(ShippedName)
            ?? throw new InvalidOperationException($"The assembly lacks {ShippedName}.");
        using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 16 });
        return Read(document.RootElement);
    }

    /// <exception cref="InvalidOperationException">The file has a problem; the message lists them all with their places.</exception>
    public static HealthRules Read(JsonElement root)
    {
        var problems = new List<string>();
        var file = new JsonPlace(root, "$", problems);
        file.OnlyKnows(
            "schema", "effective", "source", "bands", "fresh_turns", "recent_turns", "aging_turns", "current_edits", "current_prompts", "unused_after_turns",
            "position_matters_from_tokens", "auto_compact");
        if (file.Number("schema", 0, 1000) != Schema)
        {
            file.Problem("schema", $"must be {Schema}");
        }

        file.Text("source", required: true);
        var compact = file.Object("auto_compact", required: true);
        compact?.OnlyKnows("answer_reserve_tokens", "buffer_tokens", "read", "source");
        compact?.Text("source", required: true);
        var rules = new HealthRules
        {
            Effective = file.Date("effective", required: true) ?? default,
            Bands = ReadBands(file),
            FreshTurns = (int)file.Number("fresh_turns", 0, MostTurns),
            RecentTurns = (int)file.Number("recent_turns", 0, MostTurns),
            AgingTurns = (int)file.Number("aging_turns", 0, MostTurns),
            CurrentEdits = (int)file.Number("current_edits", 1, MostTurns),
            CurrentPrompts = (int)file.Number("current_prompts", 1, MostTurns),
            UnusedAfterTurns = (int)file.Number("unused_after_turns", 1, MostTurns),
            PositionMattersFrom = (long)file.Number("position_matters_from_tokens", 0, 100_000_000),
            AnswerReserve = (long)(compact?.Number("answer_reserve_tokens", 0, 10_000_000) ?? 0),
            CompactBuffer = (long)(compact?.Number("buffer_tokens", 0, 10_000_000) ?? 0),
            CompactRuleRead = compact?.Date("read", required: true) ?? default,
        };
        if (rules.FreshTurns >= rules.RecentTurns || rules.RecentTurns >= rules.AgingTurns)
        {
            file.Problem("aging_turns", "fresh, recent and aging must grow");
        }

        return problems.Count == 0 ? rules : throw new InvalidOperationException($"The thresholds of context health cannot be used:\n- {string.Join("\n- ", problems)}");
    }

    private static FrozenDictionary<string, BandLimits> ReadBands(JsonPlace file)
    {
        var bands = new Dictionary<string, BandLimits>(StringComparer.Ordinal);
        foreach (var place in file.Objects("bands"))
        {
            place.OnlyKnows("metric", "better", "good", "warn");
            var better = place.Text("better", required: true);
            var limits = new BandLimits(better == "high", (double)place.Number("good", 0, MostTurns), (double)place.Number("warn", 0, MostTurns));
            if (better is not ("high" or "low") || limits.IsHighBetter != limits.Good > limits.Warn)
            {
                place.Problem("better", "must be high, with good above warn, or low, with good below warn");
            }

            if (!bands.TryAdd(place.Text("metric", required: true), limits))
            {
                place.Problem("metric", "stands twice");
            }
        }

        return bands.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
