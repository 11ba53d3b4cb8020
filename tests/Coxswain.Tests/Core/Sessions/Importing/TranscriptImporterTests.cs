using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Core.Telemetry;
using Coxswain.Testing.Transcripts;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Core.Sessions.Importing;

public sealed class TranscriptImporterTests : IDisposable
{
    private readonly TranscriptFolder _folder = new();
    private readonly MemoryTranscriptStore _store = new();

    private string Projects => Path.Combine(_folder.Path, "projects");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_file_below_the_folder_is_imported_once()
    {
        Write("p/a.jsonl", "a1", "a2");
        Write("p/a/subagents/agent-x.jsonl", "x1");
        Write("p/a/subagents/workflows/run1/agent-y.jsonl", "y1");
        File.WriteAllText(_folder.File("projects/p/a/subagents/agent-x.meta.json"), """{"agentType":"Explore"}""");
        File.WriteAllText(_folder.File("projects/p/a/tool-results/big.txt"), "not a transcript");
        var reports = new List<ImportProgress>();

        var result = await ImportAsync(new Reports(reports));
        var again = await ImportAsync();

        Assert.Equal(["a1", "a2", "x1", "y1"], SessionFiles.RequestIds(_store.Batches).Order());
        Assert.Equal(["x", "y"], _store.Batches.SelectMany(batch => batch.Requests).Select(request => request.Context.AgentId).Where(id => id.Length > 0).Order());
        Assert.Equal("Explore", Assert.Single(_store.Batches.SelectMany(batch => batch.Subagents)).AgentType);
        Assert.Equal((4, 4, 4L, 0L), (result.Files, result.FilesDone, result.Lines, result.DamagedLines));
        Assert.Equal((result.Bytes, result.Bytes), (result.BytesDone, result.BytesRead));
        Assert.Equal((0L, again.Bytes), (again.BytesRead, again.BytesDone));
        Assert.True(reports[^1].IsFinished);
    }

    [Fact]
    public async Task Import_broken_off_at_any_write_goes_on_without_loss_or_repetition()
    {
        for (var file = 0; file < 8; file++)
        {
            Write($"p/{file}.jsonl", [.. Enumerable.Range(0, 3).Select(line => $"r{file}-{line}")]);
        }

        var failAfter = 0;
        var writes = 0;
        _store.BeforeWrite = _ =>
        {
            if (Interlocked.Increment(ref writes) > failAfter)
            {
                throw new InvalidOperationException("The process dies here.");
            }
        };
        for (failAfter = 0; failAfter < 4; failAfter++)
        {
            writes = 0;
            await Assert.ThrowsAsync<InvalidOperationException>(() => ImportAsync());
        }

        _store.BeforeWrite = null;
        await ImportAsync();

        Assert.Equal(24, SessionFiles.RequestIds(_store.Batches).Count());
        Assert.Equal(24, SessionFiles.RequestIds(_store.Batches).Distinct().Count());
    }

    [Fact]
    public async Task Full_outbox_is_waited_for_and_nothing_is_lost()
    {
        Write("p/a.jsonl", "a1");
        _store.NextOutcomes.Enqueue(WriteOutcome.Full);
        _store.NextOutcomes.Enqueue(WriteOutcome.Unavailable);
        var clock = new FakeTimeProvider();
        var waiting = new TaskCompletionSource();
        using var importer = Importer(clock);

        var import = importer.ImportAsync([Projects], new Reports(report => { if (report.IsWaitingForStore) { waiting.TrySetResult(); } }), Cancelled);
        while (!import.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await import;
        Assert.Equal(["a1"], SessionFiles.RequestIds(_store.Batches));
        Assert.True(waiting.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Changed_files_cost_only_what_was_appended()
    {
        Write("p/a.jsonl", "a1");
        Write("p/b.jsonl", "b1");
        await ImportAsync();
        File.AppendAllText(_folder.File("projects/p/a.jsonl"), SessionFiles.Request("a2"));

        var result = await ImportAsync();

        Assert.Equal(SessionFiles.Request("a2").Length, result.BytesRead);
        Assert.Equal(["a1", "a2", "b1"], SessionFiles.RequestIds(_store.Batches).Order());
    }

    [Fact]
    public async Task Deleted_and_recreated_file_is_read_anew_and_unreadable_one_is_counted()
    {
        Write("p/a.jsonl", "a1", "a2");
        await ImportAsync();
        File.Delete(_folder.File("projects/p/a.jsonl"));
        Write("p/a.jsonl", "n1");
        using var importer = Importer(TimeProvider.System);

        await importer.ImportAsync([Projects], null, Cancelled);
        var gone = await importer.ImportFilesAsync([new FoundTranscript(Projects, Path.Combine(Projects, "p/gone.jsonl"), 5, default)], null, Cancelled);

        Assert.Equal(["a1", "a2", "n1"], SessionFiles.RequestIds(_store.Batches).Order());
        Assert.Equal(1, gone.UnreadableFiles);
    }

    [Fact]
    public void Folders_are_a_list_each_once_and_may_name_their_projects_folder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        Assert.Empty(TranscriptFolders.Resolve(""));
        Assert.Equal(["/x/projects", "/y/projects", Path.Combine(home, "z/projects")], TranscriptFolders.Resolve("/x, /y/projects/ ,,~/z,/x/projects"));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Also one without any request in it: it has been read.</summary>
    [Fact]
    public async Task Transcripts_never_read_are_counted_and_folders_of_all_that_were_read_are_known()
    {
        Write("p/a.jsonl", "a1");
        File.WriteAllText(_folder.File("projects/p/empty.jsonl"), """{"type":"summary","summary":"x"}""" + "\n");
        File.WriteAllText(_folder.File("backup/projects/p/b.jsonl"), SessionFiles.Request("b1"));
        using var importer = new TranscriptImporter(_store, new TranscriptOptions { Folders = _folder.Path }, TimeProvider.System, NullLogger<TranscriptImporter>.Instance);
        var import = new TranscriptImport(importer, new TranscriptOptions { Folders = _folder.Path });

        Assert.Equal((2, 0), await import.CountAsync(Cancelled));
        await import.RunAsync([Projects, Path.Combine(_folder.Path, "backup", "projects")], null, Cancelled);
        Write("p/c.jsonl", "c1");

        Assert.Equal((1, 3), await import.CountAsync(Cancelled));
        Assert.Equal([Projects, Path.Combine(_folder.Path, "backup", "projects")], await import.AllFoldersAsync(Cancelled));
    }

    private void Write(string relative, params string[] ids) =>
        File.WriteAllText(_folder.File("projects/" + relative), string.Concat(ids.Select(SessionFiles.Request)));

    private TranscriptImporter Importer(TimeProvider clock) => new(_store, new TranscriptOptions(), clock, NullLogger<TranscriptImporter>.Instance);

    private async Task<ImportProgress> ImportAsync(IProgress<ImportProgress>? progress = null)
    {
        using var importer = Importer(TimeProvider.System);
        return await importer.ImportAsync([Projects], progress, Cancelled);
    }

    private sealed class Reports(Action<ImportProgress> take) : IProgress<ImportProgress>
    {
        public Reports(List<ImportProgress> reports)
            : this(reports.Add)
        {
        }

        public void Report(ImportProgress value) => take(value);
    }
}
