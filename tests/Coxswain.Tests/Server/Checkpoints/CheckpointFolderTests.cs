using Coxswain.Core.Recovery.Checkpoints;
using Coxswain.Server.Checkpoints;

namespace Coxswain.Tests.Server.Checkpoints;

public sealed class CheckpointFolderTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly GitBed _bed = new();

    private CheckpointFolder Folder => _bed.Folder;

    private string Records => Path.Combine(_bed.Home, "data", "checkpoints", GitBed.Session);

    [Fact]
    public void Hook_killed_before_it_saved_leaves_no_record_and_its_number_is_not_given_again()
    {
        Assert.Equal(1, Folder.Reserve(GitBed.Session));

        Assert.Empty(Directory.EnumerateFiles(Records, "*.json"));
        Assert.Empty(Folder.Unreadable(GitBed.Session));
        Assert.Equal(2, Folder.Reserve(GitBed.Session));
        Folder.Save(Made(2));
        Assert.Equal([2], Folder.List(GitBed.Session).Select(static one => one.Number));
        Assert.False(File.Exists(Path.Combine(Records, "2.taken")));
    }

    [Fact]
    public void Hooks_of_one_session_that_run_at_once_get_numbers_of_their_own()
    {
        Parallel.For(0, 60, _ => Folder.Save(Made(Folder.Reserve(GitBed.Session))));

        Assert.Equal(Enumerable.Range(1, 60), Folder.List(GitBed.Session).Select(static one => one.Number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"sessionId\":")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    public void Empty_or_broken_record_is_named_and_left_out(string text)
    {
        Folder.Save(Made(Folder.Reserve(GitBed.Session)));
        var broken = Path.Combine(Records, "2.json");
        File.WriteAllText(broken, text);

        Assert.Equal([1], Folder.List(GitBed.Session).Select(static one => one.Number));
        Assert.Equal(1, Folder.Newest(GitBed.Session)?.Number);
        Assert.Equal([broken], Folder.Unreadable(GitBed.Session));
        Assert.Equal(3, Folder.Reserve(GitBed.Session));
    }

    [Fact]
    public void Newest_is_the_last_that_was_made_while_the_session_went_on()
    {
        Assert.Null(Folder.Newest(GitBed.Session));
        for (var number = 1; number <= 12; number++)
        {
            Folder.Save(Made(Folder.Reserve(GitBed.Session)) with { Reason = number == 12 ? CheckpointReason.BeforeRestore : CheckpointReason.Prompt });
        }

        Assert.Equal(11, Folder.Newest(GitBed.Session)?.Number);
    }

    [Fact]
    public async Task What_killed_hooks_left_goes_after_an_hour_and_unreadable_records_with_their_age()
    {
        Folder.Save(Made(Folder.Reserve(GitBed.Session)));
        Leave("2.taken", TimeSpan.FromMinutes(59));
        Leave("3.taken", TimeSpan.FromMinutes(61));
        Leave("3.json.77.new", TimeSpan.FromMinutes(61));
        Leave("4.json", TimeSpan.FromDays(13));
        Leave("5.json", TimeSpan.FromDays(15));

        await new CheckpointPruning(Folder, _bed.Options, TimeProvider.System).PruneAllAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["1.json", "2.taken", "4.json"], Directory.EnumerateFiles(Records).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _bed.Dispose();

    private void Leave(string name, TimeSpan age)
    {
        var file = Path.Combine(Records, name);
        File.WriteAllText(file, "");
        File.SetLastWriteTimeUtc(file, (Now - age).UtcDateTime);
    }

    private static Checkpoint Made(int number) => new(GitBed.Session, number, CheckpointReason.Prompt, Now, "/x", "", null, null, "not a git repository", [], null);
}
