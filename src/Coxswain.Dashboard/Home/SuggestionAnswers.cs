using Coxswain.Core.Monitoring.Dashboards;
using Coxswain.Dashboard.Errors;

namespace Coxswain.Dashboard.Home;

/// <summary>What may be done better, from what other cards were told.</summary>
public sealed record SuggestionAnswers(HomeAnswers Home, ErrorAnswers Failed)
{
    public static SuggestionAnswers Empty { get; } = new(HomeAnswers.Empty, ErrorAnswers.Empty);

    /// <summary>Why nobody could be asked; <see langword="null"/>: all were.</summary>
    public string? Problem => Failed.Errors.Problem ?? Home.Cache.Problem ?? Home.Receipts.Problem;

    /// <summary><see langword="null"/>: not all could be asked.</summary>
    public OptimizationSuggestions? Suggestions => Failed.Errors.Value is { } errors && Home.Cache.Value is { } cache && Home.Receipts.Value is { } switches ? OptimizationSuggestions.Of(switches, errors, cache) : null;
}
