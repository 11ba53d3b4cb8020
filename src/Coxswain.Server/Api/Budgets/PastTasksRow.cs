using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Recommending.Recorded;

namespace Coxswain.Server.Api.Budgets;

/// <summary>The past tasks a recommendation was made with.</summary>
/// <param name="Tasks">0: none; it rests on what is assumed.</param>
/// <param name="From">When the first began; <see langword="null"/>: there is none.</param>
/// <param name="Until">When the last ended.</param>
/// <param name="WithWords">Tasks whose prompt was kept, by transcripts or telemetry, so that its words could be compared.</param>
/// <param name="Labels">How the outcomes were told: by which signs, of how many.</param>
/// <param name="MixedModels">Left out: more than one model did them.</param>
/// <param name="Open">Left out: they may not be over yet.</param>
/// <param name="WindowDays">Older ones are not looked at.</param>
/// <param name="MostTasks">More are not looked at.</param>
/// <param name="IsCut">There may be more in the window than were looked at.</param>
public sealed record PastTasksRow(
    int Tasks, DateTimeOffset? From, DateTimeOffset? Until, int WithWords, IReadOnlyList<SignCount> Labels, int MixedModels, int Open, int WindowDays, int MostTasks, bool IsCut)
{
    internal static PastTasksRow Of(TaskAdvice advice) => new(
        advice.History.Tasks.Count,
        advice.History.From,
        advice.History.Until,
        advice.History.WithWords,
        advice.History.Signs,
        advice.History.Mixed,
        advice.History.Open,
        (int)TaskRecommendations.Window.TotalDays,
        TaskRecommendations.MostTasks,
        advice.IsCut);
}
