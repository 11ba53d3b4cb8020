using Coxswain.Core.Health;
using Coxswain.Core.Health.Measuring;
using Coxswain.Core.Health.Window;
using Coxswain.Core.Recovery.Capabilities;
using static Coxswain.Tests.Core.Health.HealthSubjects;

namespace Coxswain.Tests.Core.Health;

public sealed class HealthExaminationTests
{
    private readonly HealthExamination _examination = new(ModelCatalog.Shipped(), HealthRules.Shipped());

    [Theory]
    [InlineData("claude-opus-4-5-20251101", "", 200_000L)]
    [InlineData("claude-opus-5-5", "", 1_000_000L)]
    [InlineData("claude-sonnet-4-5-20250929", "claude-sonnet-4-5[1m]", 1_000_000L)]
    [InlineData("somebody-elses-model", "", null)]
    public void The_windows_size_is_the_models_unless_it_was_asked_for_with_a_long_one(string model, string asked, long? size)
        => Assert.Equal(size, Examine(model, asked, null).WindowTokens);

    [Fact]
    public void What_the_status_line_told_of_the_windows_size_goes_above_all()
    {
        Assert.Equal(500_000, Examine("claude-opus-5-5", "", new StatusLineContext(Start, 500_000, null, "claude-opus-5-5[1m]")).WindowTokens);

        // Of another model it says nothing of this one's.
        Assert.Equal(1_000_000, Examine("claude-opus-5-5", "", new StatusLineContext(Start, 500_000, null, "claude-haiku-4-5-20251001")).WindowTokens);
    }

    [Fact]
    public void An_empty_window_has_no_figure_and_a_reason_for_each()
    {
        var health = _examination.Of("s", ContextWindow.Empty, null, Start);

        Assert.All(health.Metrics, metric =>
        {
            Assert.Null(metric.Value);
            Assert.False(string.IsNullOrEmpty(metric.Unknown));
            Assert.Null(metric.Band);
        });
        Assert.Null(health.UsedTokens);
    }

    [Fact]
    public void The_status_line_alone_tells_how_full_the_window_is()
    {
        var health = _examination.Of("s", ContextWindow.Empty, new StatusLineContext(Start, 200_000, 50_000, "claude-opus-5-5"), Start);

        Assert.Equal(0.25, health.Metrics[0].Value);
        Assert.Equal(11, health.Metrics.Count(metric => metric.Value is null));
    }

    private ContextHealth Examine(string model, string asked, StatusLineContext? status)
        => _examination.Of("s", new ContextWindow { Requests = [Request(1, 100, model: model)], AskedModel = asked, LastTurn = 1 }, status, Start);
}
