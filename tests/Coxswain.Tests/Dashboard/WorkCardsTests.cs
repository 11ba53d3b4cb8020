using Coxswain.Core.Tools;
using Coxswain.Core.Usage;
using Coxswain.Dashboard;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;
using Coxswain.Dashboard.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Dashboard;

/// <summary>Cards of tools and models from made-up answers: no answer, no data and figures differ, and no name becomes markup.</summary>
public sealed class WorkCardsTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>";
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_cannot_be_asked_is_unavailable_and_shows_no_figure()
    {
        var html = await RenderAsync(WorkAnswers.Empty with
        {
            Tools = new Told<ToolReport>(null, "The store is starting."),
            Sequences = new Told<ToolSequenceReport>(null, "The store is starting."),
        });

        Assert.Equal(10, html.Split("Unavailable").Length - 1);
        Assert.DoesNotContain("$0", html, StringComparison.Ordinal);
        Assert.DoesNotContain("No tool call in this range.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_range_says_so()
    {
        var html = await RenderAsync(WorkAnswers.Empty with { Tools = Told.Of(Report()), Sequences = Told.Of(Sequences([])) });

        Assert.Contains("No tool call in this range.", html, StringComparison.Ordinal);
        Assert.Contains("None: no two ways with the same start and goal have eight runs each in this range.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_are_shown_and_names_are_no_markup()
    {
        var calls = Enumerable.Range(0, 12).Select(i => new ToolCall(
            $"toolu_{i}", $"session-{i / 4}", $"prompt-{i / 4}", "", (i % 4) switch { 0 => Hostile, 1 => "Read", 2 => "Bash", _ => "Edit" }, Noon.AddSeconds(i), Noon.AddSeconds(i), Noon.AddSeconds(i + 1), i != 11, false, $"req_{i}", 0.5m)).ToList();
        var html = await RenderAsync(WorkAnswers.Empty with
        {
            Tools = Told.Of(Report(new ToolUse(Hostile, 7, 1, 2, 1, 0, 6, 1500, 9000, 4, 8000, Noon))),
            Sequences = Told.Of(Sequences(calls)),
        });

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", html, StringComparison.Ordinal);
        Assert.Contains("1.5 s", html, StringComparison.Ordinal);
        Assert.Contains(">2,000<", html, StringComparison.Ordinal);
        Assert.Contains("$2.00", html, StringComparison.Ordinal);
        Assert.Contains("67 %", html, StringComparison.Ordinal);
    }

    private static ToolReport Report(params ToolUse[] tools) => new(null, null, "UTC", "", "", "", Noon, tools);

    private static ToolSequenceReport Sequences(IReadOnlyList<ToolCall> calls) => ToolSequenceReport.Of(new UsageFilter(null, null, TimeZoneInfo.Utc, "", "", ""), Noon, calls, isCut: false);

    private static async Task<string> RenderAsync(WorkAnswers data)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var renderer = new PageRenderer(services, NullLoggerFactory.Instance);
        var html = "";
        foreach (var card in new[] { WorkflowPage.Cards(data), ToolsPage.Cards(data), ModelsPage.Cards(data), [PageCard.Of<SequenceSummaryCard>("tool-sequences", data), PageCard.Of<EfficiencySummaryCard>("model-efficiency", data)] }.SelectMany(static cards => cards))
        {
            html += await renderer.PartAsync(card.Component, card.Parameters);
        }

        return html;
    }
}
