using Coxswain.Core.Health;
using Coxswain.Core.Health.Measuring;
using Coxswain.Core.Health.Reading;
using Coxswain.Core.Health.Window;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Testing.Transcripts;

namespace Coxswain.Tests.Core.Health.Reading;

/// <summary>On transcripts of the real client. Its upstream was a script that always told 120 input, 5,000 read and 2,000 written tokens.</summary>
public sealed class CapturedContextTests
{
    [Fact]
    public void A_session_with_tools_is_read_as_it_went()
    {
        var window = Read("tools-json");

        Assert.Equal(0, window.DamagedLines);
        Assert.Equal(
            ["Grep", "Read", "Edit", "Bash", "Read"], window.Blocks.Where(block => block.Kind == BlockKind.ToolResult).Select(block => block.Tool));
        Assert.Equal(["Bash", "Edit", "Grep", "Read"], window.ToolsCalled.Order(StringComparer.Ordinal));
        Assert.Equal(6, window.Requests.Count);
        Assert.All(window.Requests, request => Assert.Equal(7120, request.PromptTokens));
        Assert.EndsWith("missing.txt", window.Blocks.Single(block => block.IsError).Path, StringComparison.Ordinal);
        Assert.NotNull(window.Shape);

        // The one read of auth.js was before its edit.
        var stale = Assert.Single(Staleness.Find(window.Blocks));
        Assert.Equal(("/home/dev/shop/src/auth.js", "reads before an edit"), (stale.Block.Path, stale.Reason));
    }

    [Fact]
    public void A_compaction_empties_the_window_but_for_what_it_kept()
    {
        var window = Read("compacted-forked", "ab01ec72-f494-440b-ba87-b61b122b5bd4");

        var compaction = Assert.Single(window.Compactions);
        Assert.Equal(("manual", 7162, 2663), (compaction.Trigger, compaction.TokensBefore, compaction.TokensAfter));
        Assert.Equal(["README.md"], compaction.FilesBefore);

        // The summary, then the answer it kept, a reminder, two lines of the command, the next prompt and its answer.
        Assert.Equal(
            [BlockKind.Summary, BlockKind.Answer, BlockKind.Reminder, BlockKind.Prompt, BlockKind.Reminder, BlockKind.Prompt, BlockKind.Answer], window.Blocks.Select(block => block.Kind));
        Assert.Single(window.CurrentRequests);
    }

    [Fact]
    public void Every_captured_transcript_gives_every_figure_or_says_why_not()
    {
        var examination = new HealthExamination(ModelCatalog.Shipped(), HealthRules.Shipped());
        foreach (var file in CapturedTranscripts.AllFiles())
        {
            var health = examination.Of("s", ContextFile.Read(Found(file), CancellationToken.None), null, DateTimeOffset.UnixEpoch);

            Assert.Equal(12, health.Metrics.Count);
            Assert.All(health.Metrics, metric => Assert.True(metric.Value is null != (metric.Unknown is null), $"{file} {metric.Name}"));
            Assert.All(health.Metrics, metric => Assert.True(metric.Value is null or (>= 0 and < 1e9), $"{file} {metric.Name} {metric.Value}"));
        }
    }

    [Fact]
    public void Occupancy_is_of_the_models_own_window()
    {
        var health = new HealthExamination(ModelCatalog.Shipped(), HealthRules.Shipped()).Of("s", Read("tools-json"), null, DateTimeOffset.UnixEpoch);

        Assert.Equal(1_000_000, health.WindowTokens);
        Assert.Equal(0.00712, health.Metrics.Single(metric => metric.Name == "occupancy").Value);

        // The script's counts never change: they fit no text.
        Assert.Equal(0, health.Rate.N);
    }

    private static ContextWindow Read(string capture, string name = "") =>
        ContextFile.Read(Found(CapturedTranscripts.Files(capture).Single(file => file.Contains(name, StringComparison.Ordinal))), CancellationToken.None);

    private static FoundTranscript Found(string file) => new(Path.GetDirectoryName(file) ?? "", file, new FileInfo(file).Length, DateTimeOffset.UnixEpoch);
}
