using System.Text;
using System.Text.Json;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Sessions;
using Coxswain.Cli.Commands.StatusLine;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;
using Coxswain.Server.StatusLine;
using CsCheck;
using Microsoft.Extensions.Logging;

namespace Coxswain.Tests.Cli.Output;

/// <summary>Titles, projects, branches, tools and models are written by others. None of their characters may act on a terminal.</summary>
public sealed class TerminalInjectionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Attacks =
    [
        "\u001b[31mred", "\u001b]0;title\a", "\u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\", "\u009b31m", "\u0090q\u009c", "\r\nfake line", "\b\b\b", "\u007f", "\0", "\u202Egnp.exe", "\u2066x\u2069", "\ud800", "\u0085",
        "\u001b[?1049h", "\u001bP+q\u001b\\", "\u001b[6n", "\v\f",
    ];

    private static readonly Gen<string> Text = Gen.Frequency(
        (3, Gen.Int[0, Attacks.Length - 1].Select(static i => Attacks[i])),
        (2, Gen.String),
        (1, Gen.Int[0, 0x9F].Select(static code => "a" + (char)code + "b")),
        (1, Gen.Select(Gen.String, Gen.Int[0, Attacks.Length - 1], static (text, i) => text + Attacks[i] + text)));

    [Fact]
    public void Sessions_are_shown_without_acting_characters()
        => Gen.Select(Text, Text, Text, Text, Text).Sample((title, project, branch, tool, id) => Inert(output =>
        {
            var session = new SessionSummary(id, title, project, branch, title, tool, Noon, Noon, 3, 1, 2, 3, 4, 0, 1.5m, 1, 2m, [tool, id], [branch]);
            SessionsView.Write(new SessionList(project, null, 1, true, Noon, Noon, Noon, new DateOnly(2026, 11, 22), 1, 1, [session]), output);
            SessionsView.Write(new SessionList(project, null, 1, false, Noon, Noon, Noon, new DateOnly(2026, 11, 22), 0, 0, []), output);
            SessionsView.Write(new SessionDetail(session, 1, 1, 1, 1, [], null, [new SessionTool(tool, 1, 1, 1, 1, 1)], [new SessionAgent(id, branch, "subagent", 1, 1, 1m, 0)]), output);
            output.WriteJson(session);
        }));

    [Fact]
    public void Usage_is_shown_without_acting_characters()
        => Gen.Select(Text, Text, Text).Sample((key, project, model) => Inert(output =>
        {
            var row = new UsageRow(key, project, model, new UsageTotals(1, 2, 3, 4, 5, 6, 7, 1, 8, 0, 1m, 1, 0.5m, 10, 1, 1, [model], [project], Noon, Noon));
            var report = new UsageReport("project", "UTC", null, null, project, model, key, UsageReport.FromStore, Noon, Noon, Noon, new DateOnly(2026, 11, 22), row.Totals, [row]);
            UsageView.Write(report, output);
            output.WriteJson(report);
        }));

    [Fact]
    public void Status_line_is_one_line_without_acting_characters()
        => Gen.Select(Text, Text).Sample((model, problem) => Inert(output =>
        {
            var report = StatusLineReport.Of(new StatusLineInput(model, model, 1m, 2, Noon), DaemonReach.Up, StatusLineAnswer.Unavailable(problem), Noon);
            output.WriteLine(StatusLineView.Line(report));
            output.WriteJson(report);
            Assert.DoesNotContain('\n', TerminalText.Clean(StatusLineView.Line(report)));
        }));

    [Fact]
    public void Log_lines_are_one_line_each_and_inert()
        => Text.Sample(text =>
        {
            var talk = new StringWriter();
            using var provider = new TalkLoggerProvider(new CommandOutput(TextWriter.Null, talk, json: false, new TerminalShape(null, false)), LogLevel.Information);
            provider.CreateLogger("x").LogWarning(new IOException(text), "{Path} cannot be read", text);

            var said = talk.ToString();
            Assert.Equal(1, said.Count(static c => c == '\n'));
            AssertInert(said);
        });

    [Fact]
    public void Results_shown_to_a_person_are_inert_however_they_are_cut()
        => Gen.Select(Text.Array[1, 5], Gen.Int[1, 7]).Sample((texts, size) =>
        {
            var data = new StringWriter();
            using (var stream = new InertStream(data))
            {
                foreach (var piece in Encoding.UTF8.GetBytes("日本" + string.Join('\n', texts)).Chunk(size))
                {
                    stream.Write(piece);
                }
            }

            AssertInert(data.ToString());
            Assert.StartsWith("日本", data.ToString(), StringComparison.Ordinal);
        });

    [Fact]
    public void Json_stays_the_same_for_a_parser()
        => Text.Where(static text => !text.Any(char.IsSurrogate)).Sample(text =>
        {
            var data = new StringWriter();
            new CommandOutput(data, TextWriter.Null, json: true, new TerminalShape(null, false)).WriteJson(new { text });

            AssertInert(data.ToString());
            Assert.Equal(text, JsonDocument.Parse(data.ToString()).RootElement.GetProperty("text").GetString());
        });

    private static void Inert(Action<CommandOutput> write)
    {
        foreach (var width in new int?[] { null, 60 })
        {
            var data = new StringWriter();
            var talk = new StringWriter();
            write(new CommandOutput(data, talk, json: false, new TerminalShape(width, false)));
            AssertInert(data.ToString());
            AssertInert(talk.ToString());
        }
    }

    private static void AssertInert(string text)
    {
        var acting = text.FirstOrDefault(static c => (char.IsControl(c) && c != '\n') || c is '\u200E' or '\u200F' or '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
        Assert.True(acting == default && !text.Contains('\0', StringComparison.Ordinal), $"U+{(int)acting:X4} was written.");
    }
}
