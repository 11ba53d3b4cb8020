using Coxswain.Cli.Commands.Health;
using Coxswain.Cli.Output;
using Coxswain.Core.Health;
using Coxswain.Core.Health.Measuring;
using Coxswain.Core.Health.Window;
using Coxswain.Core.Recovery.Capabilities;
using static Coxswain.Tests.Core.Health.HealthSubjects;

namespace Coxswain.Tests.Cli.Commands.Health;

public sealed class HealthViewTests
{
    [Fact]
    public void Figures_bands_advice_and_reasons_are_told()
    {
        var shown = Show(new ContextWindow
        {
            Requests = [Request(1, 100_000, model: "claude-opus-5-5"), Request(2, 850_000, model: "claude-opus-5-5")],
            Blocks = [Result(1, "Read", 2_700, "/a.cs"), Call(2, "Edit", 270, "/a.cs")],
            LastTurn = 2,
        });

        Assert.Contains("claude-opus-5-5 · 2 turns", shown, StringComparison.Ordinal);
        Assert.Matches("Window occupancy +85 % +bad", shown);
        Assert.Contains("Window occupancy: Compact at the next free moment", shown, StringComparison.Ordinal);
        Assert.Contains("Staleness: Compact: what is out of date goes, and cannot mislead any more. Frees ~1,000 tokens.", shown, StringComparison.Ordinal);
        Assert.Contains("Compaction loss: unknown, no compaction in this session.", shown, StringComparison.Ordinal);
        Assert.Contains("2.70 bytes a token, rule of thumb for claude-opus-5-5", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_transcript_that_is_said_and_no_figure_shown()
    {
        var shown = Show(ContextWindow.Empty, "it was deleted");

        Assert.Contains("No transcript: it was deleted.", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 %", shown, StringComparison.Ordinal);
    }

    private static string Show(ContextWindow window, string? missing = null)
    {
        var data = new StringWriter();
        HealthView.Write(
            new HealthExamination(ModelCatalog.Shipped(), HealthRules.Shipped()).Of("s1", window, null, Start.AddHours(1)) with { NoTranscript = missing },
            new CommandOutput(data, new StringWriter(), json: false, new TerminalShape(null, false)));
        return data.ToString();
    }
}
