using Coxswain.Testing.Upstream.Simulation.Plans;
using CsCheck;

namespace Coxswain.Tests.Testing.Upstream.Simulation;

public sealed class PlanFileTests
{
    private const string Whole =
        """{"seed":7,"faults":{"529":0.5,"stall:in-block":0.1},"latency":[{"model":"claude-opus-5-5","first_byte_ms":5,"first_byte_sigma":0.3,"per_1000_tokens_ms":1}],"limits":{"claude-opus-5-5":{"requests_per_minute":50}},"window":2000,"words":12}""";

    [Fact]
    public async Task Steps_of_a_file_are_taken()
    {
        var file = PlanFile.Read("""{"steps":[{"fault":"529"},{"tool":"Read","input":{"path":"a"}},{"text":"done"}],"window":100}""");
        await using var bed = await SimulatorBed.StartAsync(file.Plan, file.Options);

        Assert.Equal(529, (await bed.RefusedAsync(SimulatorBed.Ask())).Status);
        Assert.Equal("""{"path":"a"}""", (await bed.CallAsync(SimulatorBed.Ask()))["content"]![0]!["input"]!.ToJsonString());
        Assert.Equal("done", (string?)(await bed.CallAsync(SimulatorBed.Ask()))["content"]![0]!["text"]);
        Assert.Equal("prompt is too long: 112 tokens > 100 maximum", (await bed.RefusedAsync(SimulatorBed.Ask(new string('a', 400)))).Message);
    }

    [Fact]
    public void Settings_of_a_file_are_taken()
    {
        var options = PlanFile.Read(Whole).Options;

        Assert.Equal((7ul, 2000, 12), (options.Seed, options.Window, options.Words));
        Assert.Equal(50, options.Limits["claude-opus-5-5"].Requests);
        Assert.Equal((TimeSpan.FromMilliseconds(5), 0.3), (options.Latency[0].FirstByte.Median, options.Latency[0].FirstByte.Sigma));
    }

    [Theory]
    [InlineData("""{"fault":{"529":1}}""", "\"fault\" is not a name of the plan")]
    [InlineData("""{"faults":{"530":1}}""", "There is no fault named \"530\".")]
    [InlineData("""{"faults":{"529":2}}""", "Probabilities")]
    [InlineData("""{"faults":{},"steps":[]}""", "not both")]
    [InlineData("""[]""", "not valid")]
    [InlineData("""{"window":"x"}""", "not valid")]
    public void Wrong_file_is_refused_by_name(string text, string message)
        => Assert.Contains(message, Assert.Throws<FormatException>(() => PlanFile.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_text_is_a_plan_or_a_format_error()
        => Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Char).List[1, 5].Sample(static changes =>
        {
            var text = Whole.ToCharArray();
            foreach (var (at, value) in changes)
            {
                text[at] = value;
            }

            try
            {
                return PlanFile.Read(new string(text)).Plan is not null;
            }
            catch (FormatException)
            {
                return true;
            }
        });
}
