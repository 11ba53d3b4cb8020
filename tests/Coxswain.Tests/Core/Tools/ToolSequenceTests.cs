using Coxswain.Core.Monitoring.Dashboards;
using Coxswain.Core.Tools;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Core.Tools;

/// <summary>Sequences and ways from few calls, worked by hand.</summary>
public sealed class ToolSequenceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly UsageFilter Everything = new(null, null, TimeZoneInfo.Utc, "", "", "");

    private readonly List<ToolCall> _calls = [];

    /// <summary>
    /// Three turns Grep, Read, Read, Edit, Bash: steps Grep → Read → Edit → Bash. The first and second edit were kept, the third failed. Each call a second, a cent a request, one request a call but for
    /// the two reads, which share one. The sequence of four has three runs of five calls, five seconds and four cents; those of three within it occur nowhere else.
    /// </summary>
    [Fact]
    public void Repeats_are_one_step_and_parts_of_a_longer_sequence_are_not_told_again()
    {
        for (var turn = 0; turn < 3; turn++)
        {
            Turn($"session-{turn % 2}", $"prompt-{turn}", ["Grep", "Read", "Read+", "Edit" + (turn == 2 ? "!" : ""), "Bash"]);
        }

        var report = Report();

        var only = Assert.Single(report.Sequences);
        Assert.Equal(["Grep", "Read", "Edit", "Bash"], only.Steps);
        Assert.Equal((3, 2, 3, 2L, 3L), (only.Figures.Runs, only.Figures.Sessions, only.Figures.LedToEdit, only.Figures.Success.Count, only.Figures.Success.Of));
        Assert.Equal((5.0, 5.0, 0.12m), (only.Figures.Calls.Mean, only.Figures.Seconds.Mean, only.Figures.TotalCostUsd));
        Assert.Equal(0.04, only.Figures.CostUsd.Mean ?? 0, 1e-12);
        Assert.Equal(["answer: Bash", "edit: Grep Read Edit"], report.Ways.Select(static way => $"{way.Goal}: {string.Join(' ', way.Steps)}").Order(StringComparer.Ordinal));
        var edit = report.Ways.Single(static way => way.Goal == "edit").Figures;
        Assert.Equal((3, 3, 2L, 3L, 0.09m), (edit.Runs, edit.LedToEdit, edit.Success.Count, edit.Success.Of, edit.TotalCostUsd));
    }

    [Fact]
    public void Other_agents_and_other_prompts_do_not_follow_each_other()
    {
        for (var turn = 0; turn < 3; turn++)
        {
            Turn("session", $"prompt-{turn}", ["Grep", "Read"]);
            Turn("session", $"prompt-{turn}", ["Edit"], agent: $"agent-{turn}");
            Turn("session", $"later-{turn}", ["Bash"]);
        }

        Assert.Empty(Report().Sequences);
        Assert.Equal(9, Report().Turns);
    }

    [Fact]
    public void What_is_not_told_is_in_no_mean_and_no_rate()
    {
        for (var turn = 0; turn < 3; turn++)
        {
            Turn("session", $"prompt-{turn}", ["Grep", "Read", "Edit?"]);
        }

        _calls[1] = _calls[1] with { RequestCostUsd = null };
        _calls[3] = _calls[3] with { CalledAt = null };

        var figures = Assert.Single(Report().Sequences).Figures;

        Assert.Equal((0L, null), (figures.Success.Of, figures.Success.Rate));
        Assert.Equal((2, 0.06m), (figures.CostUsd.N, figures.TotalCostUsd));
        // An edit whose end is not told has no end: no run with it has a time.
        Assert.Equal((0, null), (figures.Seconds.N, figures.Seconds.Mean));
    }

    /// <summary>Ten times Grep, Read, Edit; ten times Grep, Glob, Read, Bash, Edit; all kept. Two calls and two cents fewer, without any spread but for one dearer run.</summary>
    [Fact]
    public void Shorter_way_to_the_same_end_is_told_with_both_sides()
    {
        Ways(10, failing: 0);

        var report = Report();

        var better = Assert.Single(report.Better);
        Assert.Equal(("Grep Read Edit", "Grep Glob Read Bash Edit", 1), (string.Join(' ', better.Better.Steps), string.Join(' ', better.Way.Steps), report.ComparedPairs));
        Assert.Equal((10, 10, -2.0), (better.Better.Figures.Runs, better.Way.Figures.Runs, better.Calls?.Difference));
        Assert.Equal(-0.021, better.CostUsd?.Difference ?? 0, 1e-9);
        Assert.True(better.CostUsd is { High: < 0, Low: < -0.021 });
        Assert.True(better.Success is { Difference: 0, Low: < -0.2, High: > 0.2 });
        Assert.False(better.IsTrade);
        Assert.Equal(["fewer calls", "costs less", "no difference in success shown (n 10 and 10)"], better.Findings);
    }

    [Theory]
    [InlineData(7, 0, 0)]
    [InlineData(10, 1, 1)]
    public void Too_few_runs_and_less_success_are_no_better_way(int runs, int failing, int pairs)
    {
        Ways(runs, failing);

        Assert.Empty(Report().Better);
        Assert.Equal(pairs, Report().ComparedPairs);
    }

    /// <summary>The shorter way's requests cost from 1 to 10 cents, as those of the longer, which has more of them: fewer calls, and money that may as well be none.</summary>
    [Fact]
    public void Fewer_calls_whose_cost_may_be_the_same_are_not_told_as_cheaper()
    {
        Ways(10, failing: 0);
        for (var i = 0; i < _calls.Count; i++)
        {
            _calls[i] = _calls[i] with { RequestCostUsd = i % 8 < 3 ? 0.01m * (1 + (i / 8)) : 0.006m * (1 + (i / 8)) };
        }

        var report = Report();
        var better = Assert.Single(report.Better);

        Assert.Equal(["fewer calls", "no difference in cost shown (n 10 and 10)", "no difference in success shown (n 10 and 10)"], better.Findings);
        var advice = Assert.Single(WayAdvice.Of(report).Items ?? []);
        Assert.Null(advice.Saving);
        Assert.Contains("no difference in cost shown (n 10 and 10)", advice.Evidence, StringComparison.Ordinal);
    }

    /// <summary>Forty times each: the short way fails each second time, the long one never.</summary>
    [Fact]
    public void Way_that_fails_less_and_costs_more_says_both()
    {
        Ways(40, failing: 20);

        var report = Report();
        var better = Assert.Single(report.Better);

        Assert.Equal(5, better.Better.Steps.Count);
        Assert.True(better.IsTrade);
        Assert.Equal(["more calls", "costs more", "fails less"], better.Findings);
        var advice = Assert.Single(WayAdvice.Of(report).Items ?? []);
        Assert.Contains("Grep → Glob → Read → Bash → Edit fails less than Grep → Read → Edit, and costs more and takes more calls: choose which matters.", advice.Text, StringComparison.Ordinal);
        Assert.Null(advice.Saving);
    }

    private ToolSequenceReport Report() => ToolSequenceReport.Of(Everything, Noon, _calls, isCut: false);

    private void Ways(int runs, int failing)
    {
        for (var turn = 0; turn < runs; turn++)
        {
            Turn($"session-{turn}", $"short-{turn}", ["Grep", "Read", turn < failing ? "Edit!" : "Edit"]);
            Turn($"session-{turn}", $"long-{turn}", ["Grep", "Glob", "Read", "Bash", "Edit"]);
        }

        // Without any spread there would be no interval.
        _calls[^1] = _calls[^1] with { RequestCostUsd = 0.02m };
    }

    /// <param name="tools"><c>!</c>: it failed; <c>?</c>: its end is not told; <c>+</c>: asked for by the request before.</param>
    private void Turn(string session, string prompt, string[] tools, string agent = "")
    {
        var at = Noon.AddHours(_calls.Count);
        foreach (var tool in tools)
        {
            var id = $"toolu_{_calls.Count:000}";
            var request = tool.EndsWith('+') ? _calls[^1].RequestKey : "req_" + id;
            var isTold = !tool.EndsWith('?');
            _calls.Add(new ToolCall(id, session, prompt, agent, tool.TrimEnd('!', '?', '+'), at, at, isTold ? at.AddSeconds(1) : null, isTold ? !tool.EndsWith('!') : null, IsRejected: false, request, 0.01m));
            at = at.AddSeconds(1);
        }
    }
}
