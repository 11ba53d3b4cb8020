using System.Text.Json;
using Coxswain.Core.Budgets.Efficiency;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Testing.Traces;

namespace Coxswain.Tests.Server.Figures;

/// <summary>Must show 2: what models cost, took and achieved against the generator's own list. Transcripts' prompts are kept: their words tell of the kind too.</summary>
[Collection(nameof(GeneratedFigures))]
public sealed class ModelFigureTests(GeneratedHistory history)
{
    private sealed record Done(string Model, string Kind, string Size, decimal Cost, double Seconds, bool? Succeeded);

    [Theory]
    [InlineData("")]
    [InlineData("?project=/home/dev/billing-service")]
    [InlineData("?model=claude-opus-5-5")]
    [InlineData("?since=2026-10-12&until=2026-10-19")]
    public async Task Every_model_is_the_generators(string query)
    {
        var report = await history.AskAsync<ModelEfficiencyReport>("/api/models/efficiency" + query);
        var tasks = Tasks(query);
        var requests = Requests(query);

        Assert.True(tasks.Count > (query.Length > 0 ? 10 : 100), $"{tasks.Count} tasks are too few to tell.");
        Assert.Equal(requests.Select(static one => one.Model).Distinct().Order(StringComparer.Ordinal), report.Models.Select(static model => model.Model).Order(StringComparer.Ordinal));
        foreach (var model in report.Models)
        {
            var own = requests.Where(request => request.Model == model.Model).ToList();
            Assert.Equal(own.Count, model.Usage!.Requests);
            Assert.InRange(model.Usage.CostUsd ?? -1, own.Sum(static one => one.CostUsd) - 1e-9m, own.Sum(static one => one.CostUsd) + 1e-9m);
            Assert.Equal((double)own.Sum(static one => one.Usage.CacheRead) / own.Sum(static one => one.Usage.Prompt), model.CacheShare ?? -1, 1e-12);
            Assert.Equal(own.Count, model.Speed!.Requests);
            Assert.Equal(own.Sum(static one => one.Usage.Output) / own.Sum(static one => Math.Floor(one.Duration.TotalMilliseconds) / 1000), model.Speed.TokensPerSecond ?? -1, 1e-9);
            Same([.. tasks.Where(task => task.Model == model.Model)], model.Tasks);
        }

        Assert.Equal(tasks.Select(static task => (task.Model, task.Kind, task.Size)).Distinct().Count(), report.Cells.Count);
        foreach (var cell in report.Cells)
        {
            Same([.. tasks.Where(task => (task.Model, task.Kind, task.Size) == (cell.Model, cell.Kind, cell.Size))], cell.Figures);
        }
    }

    [Fact]
    public async Task Like_with_like_is_the_mean_over_the_mix_both_have()
    {
        var report = await history.AskAsync<ModelEfficiencyReport>("/api/models/efficiency");
        var tasks = Tasks("");
        var reference = tasks.GroupBy(static task => task.Model).OrderByDescending(static group => group.Count()).First().Key;

        Assert.Equal(2, report.Models.Count(static model => model.Alike is not null));
        foreach (var model in report.Models.Where(static model => model.Alike is not null))
        {
            Assert.Equal(reference, model.Alike!.Reference);
            var cells = tasks.GroupBy(static task => (task.Kind, task.Size))
                .Select(cell => (Own: cell.Where(task => task.Model == model.Model).ToList(), Other: cell.Where(task => task.Model == reference).ToList()))
                .Where(static cell => cell.Own.Count >= 2 && cell.Other.Count >= 2).ToList();
            var all = cells.Sum(static cell => cell.Own.Count + cell.Other.Count);
            Assert.Equal(cells.Sum(cell => (double)(cell.Own.Count + cell.Other.Count) / all * (double)cell.Own.Average(static task => task.Cost)), model.Alike.CostUsd!.Own, 1e-9);
            Assert.Equal(cells.Sum(cell => (double)(cell.Own.Count + cell.Other.Count) / all * (double)cell.Other.Average(static task => task.Cost)), model.Alike.CostUsd.Reference, 1e-9);
            Assert.Equal(model.Alike.CostUsd.Own - model.Alike.CostUsd.Reference, model.Alike.CostUsd.Difference.Difference, 1e-12);
            Assert.Equal((cells.Sum(static cell => cell.Own.Count), cells.Sum(static cell => cell.Other.Count), cells.Count), (model.Alike.CostUsd.N, model.Alike.CostUsd.ReferenceN, model.Alike.CostUsd.Cells));
        }
    }

    [Fact]
    public async Task Routine_work_on_the_dear_model_is_the_generators()
    {
        var told = (await history.AskAsync<ModelEfficiencyReport>("/api/models/efficiency")).Routine!;
        var routine = Tasks("").Where(static task => task.Kind == "routine").ToList();
        var models = routine.GroupBy(static task => task.Model).Where(static group => group.Count() >= 2).OrderBy(static group => group.Average(static task => task.Cost)).ToList();
        var (cheap, dear) = (models[0].ToList(), models[^1].ToList());
        var compared = dear.Where(task => cheap.Count(other => other.Size == task.Size) >= 2).ToList();

        Assert.Equal((routine.Count, models[^1].Key, dear.Count, models[0].Key, compared.Count), (told.Tasks, told.DearModel, told.DearTasks, told.CheapModel, told.ComparedTasks));
        Assert.InRange(told.DearCostUsd ?? -1, dear.Sum(static task => task.Cost) - 1e-9m, dear.Sum(static task => task.Cost) + 1e-9m);
        Assert.Equal((double)compared.Sum(task => cheap.Where(other => other.Size == task.Size).Average(static other => other.Cost)), told.EstimatedUsd ?? -1, 1e-9);
        Assert.True(told.SavedUsd is { } saved && saved.Low < saved.Difference && saved.Difference < saved.High);
    }

    private static void Same(List<Done> own, TaskFigures told)
    {
        var judged = own.Where(static task => task.Succeeded is not null).ToList();
        Assert.Equal((own.Count, own.Count, own.Count), (told.Tasks, told.CostUsd.N, told.Seconds.N));
        Assert.Equal((judged.Count(static task => task.Succeeded is true), judged.Count), (told.Success.Count, told.Success.Of));
        if (own.Count > 0)
        {
            Assert.Equal((double)own.Average(static task => task.Cost), told.CostUsd.Mean ?? -1, 1e-9);
            Assert.Equal(own.Average(static task => task.Seconds), told.Seconds.Mean ?? -1, 1e-9);
        }
    }

    private List<TraceRequest> Requests(string query) => [.. history.Trace.Sessions.SelectMany(session => session.Requests.Where(request => IsIn(query, session, request.At, request.Model)))];

    private bool IsIn(string query, TraceSession session, DateTimeOffset at, string model) => query switch
    {
        "" => true,
        "?model=claude-opus-5-5" => model == "claude-opus-5-5",
        "?since=2026-10-12&until=2026-10-19" => at.UtcDateTime.Date is { Month: 10, Day: >= 12 and <= 19 },
        _ => "?project=" + history.Project(session) == query,
    };

    private List<Done> Tasks(string query)
    {
        var tasks = new List<Done>();
        foreach (var session in history.Trace.Sessions)
        {
            var prompts = session.Steps.OfType<TracePrompt>()
                .Select(prompt => (Prompt: prompt, Requests: session.Requests.Where(request => request.PromptId == prompt.PromptId && request.QueryClass == "main").ToList()))
                .Where(static one => one.Requests.Count > 0)
                .Where(one => query.StartsWith("?model=", StringComparison.Ordinal) || IsIn(query, session, one.Requests.Min(static request => request.At), ""))
                .OrderBy(static one => one.Requests.Min(static request => request.At)).ToList();
            for (var i = 0; i < prompts.Count; i++)
            {
                var (prompt, requests) = prompts[i];
                var model = requests.GroupBy(static request => request.Model).OrderByDescending(static group => group.Count()).First();
                if (model.Count() >= 0.8 * requests.Count && (query.Length == 0 || query[1] != 'm' || query.EndsWith(model.Key, StringComparison.Ordinal)))
                {
                    tasks.Add(Task(session, prompt, requests, model.Key, i + 1 < prompts.Count ? prompts[i + 1] : null));
                }
            }
        }

        return tasks;
    }

    private Done Task(TraceSession session, TracePrompt prompt, List<TraceRequest> requests, string model, (TracePrompt Prompt, List<TraceRequest> Requests)? next)
    {
        var tools = session.Tools.Where(tool => tool.PromptId == prompt.PromptId && tool.Agent is null).OrderBy(static tool => tool.At - tool.Duration).ThenBy(static tool => tool.ToolUseId, StringComparer.Ordinal).ToList();
        var failure = session.Failures.SingleOrDefault(failed => failed.PromptId == prompt.PromptId);
        var end = requests.Max(static request => request.At);
        var endedInError = failure is not null && failure.At > end;
        end = new[] { end, failure?.At ?? end, tools.Count > 0 ? tools[^1].At - tools[^1].Duration : end }.Max();
        var isCorrected = history.IsInTranscripts(session) && next is { } after && after.Prompt.Text.Contains("not what I meant", StringComparison.Ordinal) && after.Requests.Min(static request => request.At) - end <= TimeSpan.FromHours(1);
        var size = requests.Select(static request => request.Usage.Prompt).Order().ElementAt(requests.Count / 2);
        return new Done(
            model, Kind(history.IsInTranscripts(session) ? prompt.Text : null, tools, size), size < 25_000 ? "small" : size < 75_000 ? "medium" : "large", requests.Sum(static request => request.CostUsd),
            (end - prompt.At).TotalSeconds, Succeeded(session, tools, failure, isCorrected, next is null && endedInError));
    }

    /// <summary>
    /// docs/recommendation.md: changed files and started agents speak for harder work, each doubling of files and of the prompt, and words. What words say is the product's own list's to tell; all else is worked out here.
    /// </summary>
    private static string Kind(string? words, List<TraceToolCall> tools, long size)
    {
        var files = tools.Where(static tool => tool.Name is "Read" or "Edit" or "Write").Select(File).Distinct().Count();
        var said = TaskFeatures.Of(words);
        var score = TaskPrior.Shipped().Difficulty.Signals.Where(signal => signal.IsIn(said)).Sum(static signal => signal.Weight)
            + (tools.Exists(static tool => tool.Name is "Edit" or "Write") ? 0.4 : 0) + (tools.Exists(static tool => tool.Name == "Agent") ? 0.6 : 0)
            + (files > 0 ? 0.3 * Math.Log2(files) : 0) + (0.15 * Math.Max(-5, Math.Min(5, Math.Log2(size / 25_000.0))));
        var (routine, hard) = (1 / (1 + Math.Exp(score + 0.6)), 1 / (1 + Math.Exp(1.2 - score)));
        var ordinary = 1 - routine - hard;
        return hard >= routine && hard >= ordinary ? "hard" : routine >= ordinary ? "routine" : "ordinary";
    }

    /// <summary>docs/recommendation.md: 3 for a start, less 3 times the share of failed calls, 0.4 for each of at most four repeats, 1.8 for a correction, 4.5 for what was given up.</summary>
    private bool? Succeeded(TraceSession session, List<TraceToolCall> tools, TraceFailure? failure, bool isCorrected, bool isAbandoned)
    {
        var (failed, repeats) = (new HashSet<string>(StringComparer.Ordinal), (failure?.Attempts ?? 1) - 1);
        foreach (var tool in tools.Where(tool => tool.Name is "Read" or "Edit" or "Write" || (tool.Name == "Grep" && history.IsInTranscripts(session))))
        {
            repeats += failed.Remove(tool.Name + File(tool)) ? 1 : 0;
            if (!tool.Succeeded)
            {
                failed.Add(tool.Name + File(tool));
            }
        }

        // Without calls or words nobody watched it: only that it was given up or tried again is told.
        var isTold = tools.Count > 0 || history.IsInTranscripts(session) || isAbandoned || repeats > 0;
        var odds = 3 - (tools.Count == 0 ? 0 : 3.0 * tools.Count(static tool => !tool.Succeeded) / tools.Count) - (0.4 * Math.Min(4, repeats)) - (isCorrected ? 1.8 : 0) - (isAbandoned ? 4.5 : 0);
        return isTold ? odds >= -1e-12 : null;
    }

    private static string File(TraceToolCall tool)
    {
        using var input = JsonDocument.Parse(tool.Input.Json);
        return input.RootElement.TryGetProperty("file_path", out var path) || input.RootElement.TryGetProperty("path", out path) ? path.GetString() ?? "" : "";
    }
}
