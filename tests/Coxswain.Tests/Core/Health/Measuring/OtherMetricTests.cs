using Coxswain.Core.Health.Measuring;
using Coxswain.Core.Health.Window;
using static Coxswain.Tests.Core.Health.HealthSubjects;

namespace Coxswain.Tests.Core.Health.Measuring;

public sealed class OtherMetricTests
{
    [Fact]
    public void The_cache_share_is_of_all_that_was_sent_since_the_last_compaction()
    {
        var window = new ContextWindow
        {
            Requests = [Request(1, 1000), Request(2, 100, read: 200, write: 100, epoch: 1), Request(3, 50, read: 350, epoch: 1)],
            Compactions = [Compaction("auto", 1000, 100, [], [])],
            LastTurn = 3,
        };

        // 550 of 800.
        var metric = CacheShare.Of(Of(window));

        Assert.Equal(0.6875, metric.Value);
        Assert.Equal(2, metric.N);
    }

    [Fact]
    public void A_result_is_unused_when_neither_its_file_nor_a_name_it_brought_comes_again()
    {
        // Read of a.cs: its file is edited later. Grep: brought retry_count, which the answer names. Bash: brought lost_name, which nobody does: 300 of 1,000.
        // The list of words names nothing and is not judged; the last result is too new.
        var (unused, judged) = UnusedResults.Find(Of(
            10,
            Result(1, "Read", 200, "/a.cs", text: "some_thing"),
            Result(2, "Grep", 100, text: "here is retry_count"),
            Result(3, "Bash", 300, text: "here is lost_name"),
            Result(4, "Bash", 100, call: "words", text: "all is well"),
            Call(5, "Edit", 50, "/a.cs"),
            Answer(6, 150, "so RETRY_COUNT is wrong"),
            Result(8, "Bash", 100, call: "new", text: "another_name")));

        Assert.Equal(3, judged);
        Assert.Equal(300, Assert.Single(unused).Bytes);
    }

    [Fact]
    public void A_name_that_was_in_the_window_before_is_not_brought_by_the_result()
    {
        var (unused, judged) = UnusedResults.Find(Of(
            10, Prompt(1, 10, "look at retry_count"), Result(2, "Grep", 100, text: "retry_count other_one"), Answer(3, 10, "retry_count it is")));

        // Only other_one is new, and nobody named it.
        Assert.Equal(1, judged);
        Assert.Single(unused);
    }

    [Fact]
    public void What_compactions_cost_is_read_again()
    {
        var window = new ContextWindow
        {
            Compactions = [Compaction("auto", 900, 100, ["/a", "/b", "/c"], ["/a"]), Compaction("manual", 500, 80, ["/a", "/d"], ["/a", "/d"])],
            Requests = [Request(1, 10, epoch: 2)],
            LastTurn = 1,
        };

        // 3 of 5 files.
        var metric = CompactionLoss.Of(Of(window));

        Assert.Equal(0.6, metric.Value);
        Assert.Equal([800, 420], metric.Parts.Select(part => part.Tokens ?? -1));
        Assert.Equal(2, metric.N);
    }

    [Fact]
    public void Without_a_compaction_there_is_no_loss_to_speak_of()
        => Assert.Equal("no compaction in this session", CompactionLoss.Of(Of(ContextWindow.Empty)).Unknown);

    [Fact]
    public void Nothing_is_said_of_blocks_where_some_are_missing()
    {
        var subject = Of(new ContextWindow { Blocks = [Prompt(1, 10)], IsCut = true, LastTurn = 1 });

        Assert.All(
            new[] { Redundancy.Of(subject), Staleness.Of(subject), Recency.Of(subject), Focus.Of(subject), PriorityAlignment.Of(subject), UnusedResults.Of(subject) },
            metric => Assert.Contains("more blocks", metric.Unknown, StringComparison.Ordinal));
    }
}
