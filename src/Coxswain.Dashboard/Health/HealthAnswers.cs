using Coxswain.Core.Health;
using Coxswain.Core.Ratings;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Health;

/// <summary>What cards of context health and ratings show.</summary>
public sealed record HealthAnswers(PageRequest Request, DateTimeOffset AsOf, TimeZoneInfo Zone) : IMayFail
{
    public static HealthAnswers Empty { get; } = new(PageRequest.Empty, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc);

    public Told<CurrentHealth> Current { get; init; } = Told.NotAsked<CurrentHealth>();

    public Told<HealthHistory> History { get; init; } = Told.NotAsked<HealthHistory>();

    public Told<RatingReport> Ratings { get; init; } = Told.NotAsked<RatingReport>();

    public string? Problem => Current.Problem;

    public ContextHealth? Health => Current.Value?.Health;

    public HealthMetric? Metric(string name) => Health?.Metrics.FirstOrDefault(metric => metric.Name == name);

    /// <summary>Of a card of the session's health.</summary>
    public WhereFrom Where(string counted, string sample) => new(
        counted, Health is { } health ? $"session {health.SessionId}, since its last compaction" : "no session", sample, AsOf, Health is { } one ? $"/api/sessions/{Uri.EscapeDataString(one.SessionId)}/health" : "/api/health/context")
    {
        Sources = Health is null ? [] : [.. new[] { Health.NoTranscript is null ? "transcript" : "", Health.StatusLineAt is not null ? "status line" : "" }.Where(static source => source.Length > 0)],
        Newest = Health?.LastRequestAt,
        Command = Health is { } known ? $"cox health --session {known.SessionId}" : "cox health",
    };

    /// <summary>How a band is drawn.</summary>
    public static string Class(HealthBand? band) => band switch { HealthBand.Good => "good", HealthBand.Warn => "warn", HealthBand.Bad => "bad", _ => "" };

    /// <summary>And said: colour alone tells not everybody.</summary>
    public static string Word(HealthBand? band) => band switch { HealthBand.Good => "good", HealthBand.Warn => "watch", HealthBand.Bad => "bad", _ => "–" };
}
