using System.Runtime.CompilerServices;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Usage;
using Coxswain.Testing;

namespace Coxswain.Tests.Cli.Commands.Usage;

public sealed class UsageViewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Daily_table_at_full_width()
    {
        Same(Show(Report("daily", Row("2026-11-21", 0.07372m), Row("2026-11-22", 12.5m)), null));
    }

    [Fact]
    public void Cut_and_running_periods_are_marked() =>
        Same(Show(Report("daily", Row("2026-11-20", 1m) with { IsPartial = true }, Row("2026-11-21", 2m), Row("2026-11-22", 3m) with { IsRunning = true }), null));

    [Fact]
    public void Narrow_terminal_keeps_key_cost_and_what_fits() => Same(Show(Report("daily", Row("2026-11-21", 0.07372m), Row("2026-11-22", 12.5m)), 80));

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    public void Mark_of_a_running_period_is_never_cut(int width) =>
        Assert.Contains("2026-11-22 (so far)", Show(Report("daily", Row("2026-11-21", 123m), Row("2026-11-22", 3m) with { IsRunning = true }), width), StringComparison.Ordinal);

    [Fact]
    public void Models_stay_apart_on_narrow_terminals()
    {
        for (var width = 40; width <= 120; width++)
        {
            var shown = Show(Report("model", Row("claude-sonnet-4-5-20250929", 1m), Row("claude-sonnet-4-6", 2m)), width);

            Assert.Contains("claude-sonnet-4-5-20250929 ", shown, StringComparison.Ordinal);
            Assert.Contains("claude-sonnet-4-6 ", shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Unknown_cost_is_a_word_and_a_partial_one_is_marked() => Same(Show(Report("model", Row("claude-opus-5-5", 1.25m), Row("gpt-9", null, unknown: 3, disagreements: 2)), null));

    [Fact]
    public void Blocks_show_how_fast_they_are_used_up() => Same(Show(Report("blocks", Row("x", 1m) with { Block = new UsageBlock(Noon, Noon.AddHours(5), true, new BurnRate(7, 30, 1234.5, 2m)) }), null));

    [Fact]
    public void No_data_says_what_the_store_has() => Same(Show(Report("session") with { Since = Noon, Session = "abc" }, null));

    [Fact]
    public void Empty_store_says_what_to_do() => Same(Show(Report("daily") with { OldestRequest = null, NewestRequest = null }, null));

    [Fact]
    public void Empty_store_beside_transcripts_says_how_to_read_them() => Assert.Contains(
        "the store is empty, but there are 107 transcripts. Read them with: cox import",
        Show(Report("session") with { OldestRequest = null, NewestRequest = null, UnimportedTranscripts = 107 }, null),
        StringComparison.Ordinal);

    [Fact]
    public void Transcripts_that_were_read_and_have_no_request_are_not_to_be_read_again()
    {
        var said = Show(Report("daily") with { OldestRequest = null, NewestRequest = null, ReadTranscripts = 1 }, null);

        Assert.Contains("the store has no request. 1 transcript was read and tells of none that is kept.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("cox import", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, true)]
    public void What_clients_paid_beyond_the_requests_is_said_and_not_added(long sessions, bool isSaid) => Assert.Equal(
        isSaid,
        Show(Report("model", Row("claude-opus-5-5", 1.25m)) with { Unexplained = new UnexplainedTotals(9, sessions, 0.0125m) }, null)
            .Contains("Not in it: $0.0125 that the client's own totals of 2 sessions have beyond these requests", StringComparison.Ordinal));

    [Fact]
    public void Store_that_lost_all_it_had_is_not_called_empty()
    {
        var said = Show(Report("daily") with { OldestRequest = null, NewestRequest = null, Damage = 1 }, null);

        Assert.Contains("damage that was set aside", said, StringComparison.Ordinal);
        Assert.DoesNotContain("cox connect", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_exact_amounts_and_null_for_unknown()
    {
        var data = new StringWriter();
        new CommandOutput(data, TextWriter.Null, json: true, new TerminalShape(null, false)).WriteJson(Report("model", Row("gpt-9", null, unknown: 3), Row("claude-opus-5-5", 0.073720000001m)));

        Same(data.ToString());
    }

    /// <summary>What is written stays as it is in <c>Snapshots/</c>; <c>COX_WRITE_SNAPSHOTS=1</c> writes it anew, for a person to read in the diff.</summary>
    private static void Same(string written, [CallerMemberName] string name = "")
    {
        var file = RepositoryRoot.Combine("tests", "Coxswain.Tests", "Cli", "Commands", "Usage", "Snapshots", name + ".txt");
        if (Environment.GetEnvironmentVariable("COX_WRITE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, written);
        }

        Assert.Equal(File.ReadAllText(file), written);
    }

    private static UsageRow Row(string key, decimal? cost, long unknown = 0, long disagreements = 0) => new(key, "", "", new UsageTotals(
        1234, 720, 242, 30_000_000, 12_000, 5, 17, 1234, 2, 0, cost, unknown, 0.5m, 10, disagreements, disagreements / 2, ["claude-haiku-5-5", "claude-opus-5-5"], ["otlp", "transcripts"], Noon.AddHours(-1), Noon));

    private static UsageReport Report(string name, params UsageRow[] rows) => new(
        name, "Europe/Berlin", null, null, "", "", "", UsageReport.FromStore, Noon.AddMinutes(3), Noon.AddDays(-9), Noon, new DateOnly(2026, 11, 22),
        rows.Length == 0 ? null : rows.Select(row => row.Totals).Aggregate((sum, next) => sum.Plus(next)), rows);

    private static string Show(UsageReport report, int? width)
    {
        var (data, talk) = (new StringWriter(), new StringWriter());
        UsageView.Write(report, new CommandOutput(data, talk, json: false, new TerminalShape(width, false)));
        return data.ToString() + (talk.GetStringBuilder().Length > 0 ? "stderr: " + talk : "");
    }
}
