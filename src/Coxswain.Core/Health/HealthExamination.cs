using Coxswain.Core.Health.Measuring;
using Coxswain.Core.Health.Window;
using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Core.Health;

/// <summary>Makes all figures of one session from what is in its window.</summary>
public sealed class HealthExamination(ModelCatalog models, HealthRules rules)
{
    private const long LongWindow = 1_000_000;

    /// <param name="status">What the status line told last; <see langword="null"/>: nothing.</param>
    public ContextHealth Of(string sessionId, ContextWindow window, StatusLineContext? status, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(window);
        var last = window.Requests.Count > 0 ? window.Requests[^1] : null;
        var model = last?.Model ?? status?.Model ?? "";
        var known = models.Find(Plain(model));
        var (tokens, from) = Size(window, status, model, known);
        var rate = TokenRate.Measure(
            window.Requests, known?.BytesPerToken ?? models.Models.Min(static one => one.BytesPerToken), models.ImageTokens, $"rule of thumb for {(known is null ? "unknown models" : model)}, of {models.Effective:yyyy-MM-dd}");
        var subject = new HealthSubject(window, rate, rules, tokens, from, known?.MostOutputTokens, status);
        return new ContextHealth(sessionId, now, model, last?.Time)
        {
            Turns = window.Requests.Count,
            UsedTokens = subject.Used?.Tokens,
            WindowTokens = tokens,
            WindowFrom = from,
            StatusLineAt = status?.At,
            Rate = rate,
            BandsOf = rules.Effective,
            Metrics =
            [
                Occupancy.Of(subject), Growth.Of(subject), Growth.LeftOf(subject), Redundancy.Of(subject), Staleness.Of(subject), Recency.Of(subject), Focus.Of(subject),
                PriorityAlignment.Of(subject), FixedOverhead.Of(subject), CacheShare.Of(subject), UnusedResults.Of(subject), CompactionLoss.Of(subject),
            ],
            Compactions = window.Compactions,
            DamagedLines = window.DamagedLines,
        };
    }

    private static (long? Tokens, string From) Size(ContextWindow window, StatusLineContext? status, string model, ModelCapabilities? known)
    {
        if (status is { WindowTokens: { } told } && (status.Model.Length == 0 || Plain(status.Model) == Plain(model)))
        {
            return (told, $"the window's size the status line told ({told:N0})");
        }

        if (window.AskedModel.EndsWith("[1m]", StringComparison.OrdinalIgnoreCase))
        {
            return (LongWindow, $"the window of {window.AskedModel} ({LongWindow:N0})");
        }

        return known is null
            ? (null, model.Length == 0 ? "no model was told, so the window's size is not known" : $"the window's size of {model} is not known")
            : (known.ContextTokens, $"the window of {model} ({known.ContextTokens:N0})");
    }

    /// <summary>Without the mark of a long window.</summary>
    private static string Plain(string model) => model.EndsWith("[1m]", StringComparison.OrdinalIgnoreCase) ? model[..^"[1m]".Length] : model;
}
