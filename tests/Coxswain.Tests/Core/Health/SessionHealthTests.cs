using Coxswain.Core.Health.Measuring;
using Coxswain.Core.Health;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Core.Sessions;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Transcripts;
using Microsoft.Extensions.Logging.Abstractions;
using static Coxswain.Tests.Core.Health.Reading.Transcript;

namespace Coxswain.Tests.Core.Health;

public sealed class SessionHealthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TranscriptImporter _importer;
    private readonly SessionHealth _health;

    public SessionHealthTests()
    {
        var options = new TranscriptOptions { Folders = _folder.Path };
        _importer = new TranscriptImporter(new MemoryTranscriptStore(), options, TimeProvider.System, NullLogger<TranscriptImporter>.Instance);
        _health = new SessionHealth(new TranscriptImport(_importer, options), new HealthExamination(ModelCatalog.Shipped(), HealthRules.Shipped()), TimeProvider.System);
    }

    [Fact]
    public async Task The_transcript_is_found_by_the_sessions_id_and_read_on_once_it_has_grown()
    {
        Write("one", "s1", Prompt("u1", "", "go"), Text("a1", "u1", "r1", "done", """{"input_tokens":100000,"output_tokens":5}"""));
        var before = await ExamineAsync("s1");
        File.AppendAllText(_folder.Combine("projects", "one", "s1.jsonl"), "\n" + Prompt("u2", "a1", "on") + "\n" + Text("a2", "u2", "r2", "done", """{"input_tokens":250000,"output_tokens":5}""") + "\n");
        var after = await ExamineAsync("s1");
        Write("one", "s1", Prompt("u9", "", "another"), Text("a9", "u9", "r9", "done", """{"input_tokens":500000,"output_tokens":5}"""));
        var replaced = await ExamineAsync("s1");

        Assert.Null(before.NoTranscript);
        Assert.Equal((0.1, 1), (before.Metrics[0].Value, before.Turns));
        Assert.Equal((0.25, 2), (after.Metrics[0].Value, after.Turns));
        Assert.Equal((0.5, 1), (replaced.Metrics[0].Value, replaced.Turns));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../one/s1")]
    [InlineData("one/s1")]
    [InlineData("s1\0")]
    public async Task What_is_no_sessions_id_finds_no_transcript_and_nothing_is_made_up(string id)
    {
        Write("one", "s1", Prompt("u1", "", "go"), Text("a1", "u1", "r1", "done"));

        var health = await ExamineAsync(id);

        Assert.NotNull(health.NoTranscript);
        Assert.All(health.Metrics, metric => Assert.Null(metric.Value));
    }

    [Fact]
    public async Task Of_two_transcripts_of_one_session_the_one_written_to_last_counts()
    {
        Write("old", "s1", Prompt("u1", "", "go"), Text("a1", "u1", "r1", "done", """{"input_tokens":1000,"output_tokens":5}"""));
        Write("new", "s1", Prompt("u1", "", "go"), Text("a1", "u1", "r1", "done", """{"input_tokens":2000,"output_tokens":5}"""));
        File.SetLastWriteTimeUtc(_folder.Combine("projects", "old", "s1.jsonl"), DateTime.UnixEpoch.AddYears(50));

        Assert.Equal(2000, (await ExamineAsync("s1")).UsedTokens);
    }

    [Fact]
    public async Task A_link_is_not_followed()
    {
        var outside = _folder.Combine("outside.jsonl");
        File.WriteAllText(outside, Text("a1", "", "r1", "done") + "\n");
        Directory.CreateDirectory(_folder.Combine("projects", "one"));
        File.CreateSymbolicLink(_folder.Combine("projects", "one", "s1.jsonl"), outside);

        Assert.NotNull((await ExamineAsync("s1")).NoTranscript);
    }

    [Fact]
    public async Task Garbage_is_counted_and_the_last_line_counts_once_it_is_whole()
    {
        Write("one", "s1", new string('x', 100_000), "\0\0\0", "{}", "[]", Text("a1", "", "r1", "done"), """{"type":"user","message":{"content":"half""");

        var health = await ExamineAsync("s1");

        Assert.Equal((3, 1), (health.DamagedLines, health.Turns));
    }

    public void Dispose()
    {
        _health.Dispose();
        _importer.Dispose();
        _folder.Dispose();
    }

    private Task<ContextHealth> ExamineAsync(string id) => _health.ExamineAsync(id, null, TestContext.Current.CancellationToken);

    private void Write(string project, string session, params string[] lines)
    {
        var file = _folder.Combine("projects", project, session + ".jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? "");
        File.WriteAllText(file, string.Join('\n', lines));
    }
}
