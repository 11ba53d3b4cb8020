using Coxswain.Core.Health;
using Coxswain.Core.Health.Measuring;
using Coxswain.Core.Health.Window;
using static Coxswain.Tests.Core.Health.HealthSubjects;

namespace Coxswain.Tests.Core.Health.Measuring;

public sealed class PriorityAlignmentTests
{
    [Fact]
    public void Material_in_the_first_or_last_quarter_is_near_an_end()
    {
        // No overhead. Of 100,000: a read of the file in the middle (45,000 to 55,000, its centre at half), its edit at the end (90,000 to 99,000), the prompt at 99,000 to 100,000.
        var metric = PriorityAlignment.Of(Of(new ContextWindow
        {
            Blocks = [Answer(1, 45_000), Result(2, "Read", 10_000, "/a.cs"), Answer(3, 35_000), Call(4, "Edit", 9_000, "/a.cs"), Prompt(5, 1_000)],
            LastTurn = 5,
        }));

        // (9,000 + 1,000) of 20,000.
        Assert.Equal(0.5, metric.Value);
        Assert.Equal(HealthBand.Warn, metric.Band);
        Assert.Equal(3, metric.N);
    }

    [Fact]
    public void The_fixed_overhead_stands_before_the_conversation()
    {
        // 60,000 of overhead (70,000 less the 10,000 in it), then 40,000: the read's centre is at 65,000 of 100,000, in the middle; the edit's at 97,500.
        var metric = PriorityAlignment.Of(Of(
            new ContextWindow
            {
                Blocks = [Result(1, "Read", 10_000, "/a.cs"), Answer(1, 25_000), Call(1, "Edit", 5_000, "/a.cs")],
                Requests = [Request(1, 70_000, windowBytes: 10_000)],
                LastTurn = 1,
            },
            size: 200_000));

        Assert.Equal(1 / 3.0, metric.Value ?? 0, 10);
        Assert.Equal(HealthBand.Bad, metric.Band);
    }

    [Fact]
    public void In_a_small_window_every_place_is_good()
    {
        var metric = PriorityAlignment.Of(Of(new ContextWindow { Blocks = [Answer(1, 100), Result(2, "Read", 100, "/a.cs"), Answer(2, 100), Call(3, "Edit", 1, "/a.cs")], LastTurn = 3 }));

        Assert.Equal(1 / 101.0, metric.Value ?? 0, 10);
        Assert.Equal(HealthBand.Good, metric.Band);
        Assert.Null(metric.Advice);
    }
}
