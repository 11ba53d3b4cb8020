using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Following;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Testing.Transcripts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Core.Sessions.Following;

public sealed class TranscriptFollowerTests : IAsyncLifetime
{
    private readonly TranscriptFolder _folder = new();
    private readonly MemoryTranscriptStore _store = new();
    private readonly TranscriptImporter _importer;
    private readonly TranscriptFollower _follower;

    public TranscriptFollowerTests()
    {
        var options = new TranscriptOptions { Folders = _folder.Path, SettleTime = TimeSpan.FromMilliseconds(5), RescanInterval = TimeSpan.FromHours(1) };
        _importer = new TranscriptImporter(_store, options, TimeProvider.System, NullLogger<TranscriptImporter>.Instance);
        _follower = new TranscriptFollower(_importer, options, TimeProvider.System, NullLogger<TranscriptFollower>.Instance);
    }

    [Fact]
    public async Task What_is_written_before_and_while_following_arrives_once()
    {
        File.WriteAllText(_folder.File("projects/p/a.jsonl"), SessionFiles.Request("before"));
        await _follower.StartAsync(TestContext.Current.CancellationToken);
        await Arrived("before");

        File.AppendAllText(_folder.File("projects/p/a.jsonl"), SessionFiles.Request("appended"));
        await Arrived("appended");

        File.WriteAllText(_folder.File("projects/new-project/b.jsonl"), SessionFiles.Request("new-project"));
        await Arrived("new-project");

        File.WriteAllText(_folder.File("projects/new-project/b/subagents/agent-c.jsonl"), SessionFiles.Request("new-subagent"));
        await Arrived("new-subagent");

        File.WriteAllText(_folder.File("projects/new-project/b/subagents/workflows/run/agent-d.jsonl"), SessionFiles.Request("workflow"));
        await Arrived("workflow");

        Assert.Equal(5, SessionFiles.RequestIds(_store.Batches).Count());
    }

    [Fact]
    public async Task Everything_is_read_again_after_the_store_lost_it()
    {
        File.WriteAllText(_folder.File("projects/p/a.jsonl"), SessionFiles.Request("before"));
        await _follower.StartAsync(TestContext.Current.CancellationToken);
        await Arrived("before");

        _store.DropCursors();
        await Arrived("before");
    }

    /// <summary>As those of <c>cox import --root</c>: nobody looks there, and the store lost them too.</summary>
    [Fact]
    public async Task Files_read_once_from_elsewhere_are_read_again_when_the_store_lost_them()
    {
        File.WriteAllText(_folder.File("backup/projects/p/b.jsonl"), SessionFiles.Request("elsewhere"));
        File.WriteAllText(_folder.File("backup/projects/p/gone.jsonl"), SessionFiles.Request("gone"));
        await _importer.ImportAsync([Path.Combine(_folder.Path, "backup", "projects")], null, TestContext.Current.CancellationToken);
        await _follower.StartAsync(TestContext.Current.CancellationToken);
        File.Delete(_folder.File("backup/projects/p/gone.jsonl"));
        File.WriteAllText(_folder.File("backup/projects/p/never-read.jsonl"), SessionFiles.Request("never-read"));

        _store.DropCursors();
        await Arrived("elsewhere");

        Assert.Equal(["elsewhere"], SessionFiles.RequestIds(_store.Batches));
    }

    [Fact]
    public async Task Half_written_line_arrives_once_it_is_whole()
    {
        var path = _folder.File("projects/p/a.jsonl");
        var line = SessionFiles.Request("torn");
        File.WriteAllText(path, SessionFiles.Request("first") + line[..60]);
        await _follower.StartAsync(TestContext.Current.CancellationToken);
        await Arrived("first");

        File.AppendAllText(path, line[60..]);
        await Arrived("torn");

        Assert.Equal(0, _store.Batches.Sum(batch => batch.DamagedLines));
    }

    [Fact]
    public async Task Links_made_while_following_are_not_followed()
    {
        File.WriteAllText(_folder.File("outside/x.jsonl"), SessionFiles.Request("outside"));
        File.WriteAllText(_folder.File("projects/p/a.jsonl"), SessionFiles.Request("before"));
        await _follower.StartAsync(TestContext.Current.CancellationToken);
        await Arrived("before");

        File.CreateSymbolicLink(_folder.File("projects/p/link.jsonl"), _folder.File("outside/x.jsonl"));
        Directory.CreateSymbolicLink(_folder.File("projects/p/folder"), _folder.File("outside"));
        File.WriteAllText(_folder.File("projects/p/b.jsonl"), SessionFiles.Request("after"));
        await Arrived("after");
        File.AppendAllText(_folder.File("outside/x.jsonl"), SessionFiles.Request("outside2"));
        File.AppendAllText(_folder.File("projects/p/b.jsonl"), SessionFiles.Request("last"));
        await Arrived("last");

        Assert.Equal(["after", "before", "last"], SessionFiles.RequestIds(_store.Batches).Order());
    }

    [Fact]
    public async Task Lost_file_system_events_are_made_up_for_by_looking_everything_over()
    {
        var changes = new TranscriptChanges();
        changes.Changed("/x.jsonl");
        changes.Everything();

        Assert.True(await changes.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken));
        var taken = changes.Take();

        Assert.True(taken.IsEverything);
        Assert.Equal(["/x.jsonl"], taken.Paths);
        Assert.Empty(changes.Take().Paths);
    }

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder.File("projects"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "projects"));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _follower.StopAsync(CancellationToken.None);
        _follower.Dispose();
        _importer.Dispose();
        _folder.Dispose();
    }

    private Task Arrived(string id) => _store.WaitForAsync(batches => SessionFiles.RequestIds(batches).Contains(id));
}
