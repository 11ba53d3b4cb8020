using Coxswain.Core.Budgets.Efficiency;
using Coxswain.Core.Tools;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Tools;

/// <summary>How tools and models do. Each part stands alone: what cannot be asked takes nothing else with it.</summary>
public sealed record WorkAnswers(PageFilter Filter, DateTimeOffset AsOf, TimeZoneInfo Zone) : IMayFail
{
    public static WorkAnswers Empty { get; } = new(PageFilter.Everything, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc);

    public Told<ToolReport> Tools { get; init; } = Told.NotAsked<ToolReport>();

    public Told<ToolSequenceReport> Sequences { get; init; } = Told.NotAsked<ToolSequenceReport>();

    public Told<ModelEfficiencyReport> Models { get; init; } = Told.NotAsked<ModelEfficiencyReport>();

    /// <summary>Of what the home page asks.</summary>
    public string? Problem => Sequences.Problem ?? Models.Problem;

    /// <summary>Asked, and not answered yet.</summary>
    public static WorkAnswers Pending(PageFilter filter, DateTimeOffset asOf, TimeZoneInfo zone)
        => new(filter, asOf, zone) { Sequences = Told.Pending<ToolSequenceReport>(), Models = Told.Pending<ModelEfficiencyReport>() };

    /// <summary>Where figures of tools come from.</summary>
    public WhereFrom OfTools(string counted) => Where(counted, Format.Things(Tools.Value?.Calls ?? 0, "call"), "/api/tools", "cox tools", Tools.Value?.Newest, "Tools/tools");

    /// <summary>Where figures of sequences come from.</summary>
    public WhereFrom OfSequences(string counted) => Where(
        counted + (Sequences.Value is { IsCut: true } ? $" Only the newest {Format.Count(ToolReports.MostCalls)} calls were looked at." : ""),
        $"{Format.Things(Sequences.Value?.Calls ?? 0, "call")} in {Format.Things(Sequences.Value?.Sessions ?? 0, "session")}",
        "/api/tools/sequences", "cox tools --sequences", Sequences.Value?.Newest, "Tools/calls");

    /// <summary>Where figures of models come from.</summary>
    public WhereFrom OfModels(string counted) => Where(
        counted + (Models.Value is { IsCut: true } ? $" Only the newest {Format.Count(ModelEfficiencies.MostTasks)} tasks were looked at." : ""),
        Format.Things(Models.Value?.Tasks ?? 0, "task"), "/api/models/efficiency", "cox models", Models.Value?.Newest, "Budgets/tasks", "Budgets/model_speeds", "Usage/report");

    private WhereFrom Where(string counted, string sample, string address, string command, DateTimeOffset? newest, params string[] queries)
    {
        var (since, until) = Filter.Bounds(AsOf, Zone);
        return new WhereFrom(counted, Filter.Told(AsOf, Zone), sample, AsOf, $"{address}?since={since}")
        {
            Newest = newest,
            Command = $"{command} --since {since}" + (until.Length > 0 ? $" --until {until}" : ""),
            Queries = queries,
        };
    }
}
