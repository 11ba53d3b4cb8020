using Coxswain.Core.Sessions.Following;
using Coxswain.Testing.Processes;

namespace Coxswain.Tests.Core.Sessions.Following;

/// <summary>Without the follower's own looks now and then, which would hide a change that was not reported.</summary>
public sealed class TranscriptWatcherTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Folder_that_comes_later_is_watched_from_then_on_however_much_of_its_path_was_missing()
    {
        using var home = new TemporaryFolder();
        var projects = home.Combine(".config", "claude", "projects");
        var changes = new TranscriptChanges();
        using var watcher = new TranscriptWatcher([projects], changes);
        Assert.Empty(watcher.WatchNew());

        var found = new List<string>();
        foreach (var step in new[] { home.Combine(".config"), home.Combine(".config", "claude"), projects })
        {
            Directory.CreateDirectory(step);
            while (found.Count == 0 && await ReportedAsync(changes))
            {
                found.AddRange(watcher.WatchNew());
                if (step != projects)
                {
                    break;
                }
            }
        }

        Assert.Equal([projects], found);
        Assert.True(watcher.IsComplete);
        Directory.CreateDirectory(Path.Combine(projects, "p"));
        Assert.True(await ReportedAsync(changes));
    }

    private static Task<bool> ReportedAsync(TranscriptChanges changes) => changes.WaitAsync(LongEnough, TimeProvider.System, TestContext.Current.CancellationToken);
}
