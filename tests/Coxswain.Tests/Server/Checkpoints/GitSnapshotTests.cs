using System.Runtime.Versioning;
using Coxswain.Core.Recovery.Checkpoints;
using Coxswain.Server.Checkpoints;

namespace Coxswain.Tests.Server.Checkpoints;

[UnsupportedOSPlatform("windows")]
public sealed class GitSnapshotTests
{
    [Fact]
    public async Task Commit_has_changed_new_and_no_removed_or_ignored_files_and_index_and_work_tree_stay()
    {
        using var bed = new GitBed();
        bed.Write(".gitignore", "*.log\n");
        bed.Write("kept.txt", "1");
        bed.Write("changed.txt", "1");
        bed.Write("removed.txt", "1");
        bed.CommitAll();
        bed.Write("changed.txt", "2");
        bed.Write("staged.txt", "s");
        bed.Git("add", "staged.txt");
        bed.Write("new one/ä\n\"x.txt", "n");
        bed.Write("build.log", "noise");
        File.Delete(Path.Combine(bed.Repository, "removed.txt"));
        var (files, status, index) = (bed.Files(), bed.Git("status", "--porcelain=v2", "-z"), File.ReadAllBytes(Path.Combine(bed.Repository, ".git", "index")));

        var made = await bed.TakeAsync();

        Assert.Equal([".gitignore", "changed.txt", "kept.txt", "new one/ä\n\"x.txt", "staged.txt"], Names(bed, made));
        Assert.Equal("2", bed.Git("show", $"{made.Git!.Commit}:changed.txt"));
        Assert.Equal(bed.Git("rev-parse", "HEAD").Trim(), made.Git.Head);
        Assert.Equal(made.Git.Head, bed.Git("rev-parse", made.Git.Commit + "^").Trim());
        Assert.Equal("refs/heads/main", made.Git.Branch);
        Assert.Equal(made.Git.Commit, bed.Git("rev-parse", $"refs/coxswain/checkpoints/{GitBed.Session}/1").Trim());
        Assert.Equal(index, File.ReadAllBytes(Path.Combine(bed.Repository, ".git", "index")));
        Assert.Equal(status, bed.Git("status", "--porcelain=v2", "-z"));
        Assert.Equal(files, bed.Files());
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task Repository_without_a_commit_and_of_either_hash_is_kept(string format)
    {
        using var bed = new GitBed($"--object-format={format}");
        bed.Write("a.txt", "1");

        var made = await bed.TakeAsync();

        Assert.Equal(["a.txt"], Names(bed, made));
        Assert.Null(made.Git!.Head);
        Assert.Equal("refs/heads/main", made.Git.Branch);
        Assert.Equal(format == "sha1" ? 40 : 64, made.Git.Commit.Length);
    }

    [Fact]
    public async Task Folder_that_is_no_repository_has_a_checkpoint_without_files()
    {
        using var bed = new GitBed();

        var made = await bed.RecordAsync(folder: bed.Home);

        Assert.Null(made!.Git);
        Assert.Equal("not a git repository", made.GitNote);
        Assert.NotNull(bed.Folder.Find(GitBed.Session, 1));
    }

    [Fact]
    public async Task Submodules_nested_repositories_links_and_merge_conflicts_do_not_stop_it()
    {
        using var bed = new GitBed();
        var library = Path.Combine(bed.Home, "library");
        Directory.CreateDirectory(library);
        GitBed.GitIn(library, "init", "-q", "-b", "main");
        GitBed.GitIn(library, "commit", "-q", "--allow-empty", "-m", "x");
        bed.Git("submodule", "--quiet", "add", library, "sub");
        bed.Write("both.txt", "0");
        bed.CommitAll();
        bed.Git("checkout", "-q", "-b", "other");
        bed.Write("both.txt", "other");
        bed.CommitAll();
        bed.Git("checkout", "-q", "main");
        bed.Write("both.txt", "main");
        bed.CommitAll();
        Assert.Throws<InvalidOperationException>(() => bed.Git("merge", "-q", "other"));
        GitBed.GitIn(Path.Combine(bed.Repository, "sub"), "commit", "-q", "--allow-empty", "-m", "y");
        Directory.CreateDirectory(Path.Combine(bed.Repository, "nested"));
        GitBed.GitIn(Path.Combine(bed.Repository, "nested"), "init", "-q");
        File.CreateSymbolicLink(Path.Combine(bed.Repository, "link"), "/nowhere");

        var made = await bed.TakeAsync();

        Assert.Equal([".gitmodules", "both.txt", "link", "sub"], Names(bed, made));
        Assert.Contains("<<<<<<<", bed.Git("show", $"{made.Git!.Commit}:both.txt"), StringComparison.Ordinal);
        Assert.Equal(GitBed.GitIn(Path.Combine(bed.Repository, "sub"), "rev-parse", "HEAD").Trim(), bed.Git("rev-parse", $"{made.Git.Commit}:sub").Trim());
        Assert.Equal([new LeftOutFile("nested/", "a repository of its own")], made.Git.LeftOut);
        Assert.Contains("both.txt", bed.Git("diff", "--name-only", "--diff-filter=U"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_that_became_a_link_and_file_that_became_a_folder_are_kept_as_they_are_now()
    {
        using var bed = new GitBed();
        bed.Write("a/inner.txt", "1");
        bed.Write("b", "1");
        bed.CommitAll();
        Directory.Move(Path.Combine(bed.Repository, "a"), Path.Combine(bed.Home, "elsewhere"));
        File.CreateSymbolicLink(Path.Combine(bed.Repository, "a"), Path.Combine(bed.Home, "elsewhere"));
        File.Delete(Path.Combine(bed.Repository, "b"));
        bed.Write("b/inner.txt", "2");

        Assert.Equal(["a", "b/inner.txt"], Names(bed, await bed.TakeAsync()));
    }

    [Fact]
    public async Task Large_files_are_left_out_and_told()
    {
        using var bed = new GitBed();
        (bed.Options.LargestFileBytes, bed.Options.LargestTotalBytes) = (100, 150);
        bed.Write("large", new string('x', 101));
        bed.Write("second", new string('x', 90));
        bed.Write("first", new string('x', 80));

        var made = await bed.TakeAsync();

        Assert.Equal(["first"], Names(bed, made));
        Assert.Equal(["large", "second"], made.Git!.LeftOut.Select(static one => one.Path).Order());
    }

    [Fact]
    public async Task Git_that_takes_too_long_leaves_a_checkpoint_that_says_so_and_no_temporary_files()
    {
        using var bed = new GitBed();
        bed.Git("config", "filter.slow.clean", "exec sleep 60");
        bed.Write(".gitattributes", "*.slow filter=slow\n");
        bed.Write("a.slow", "1");
        bed.Options.GitTime = TimeSpan.FromMilliseconds(300);

        var made = await bed.RecordAsync();

        Assert.Contains("git took longer than checkpoints.gitTime", made!.GitNote, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(bed.Home, "data", "checkpoints")), static file => Path.GetFileName(file).StartsWith("index-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Linked_work_tree_has_checkpoints_of_its_own_files_and_a_folder_inside_it_will_do()
    {
        using var bed = new GitBed();
        bed.Write("a.txt", "1");
        bed.CommitAll();
        // Tracked and ignored: only the work tree's own index tells that it belongs to it.
        bed.Write(".gitignore", "a.txt\n");
        bed.CommitAll();
        var linked = Path.Combine(bed.Home, "linked");
        bed.Git("worktree", "add", "-q", "-b", "side", linked);
        Directory.CreateDirectory(Path.Combine(linked, "deep"));
        await File.WriteAllTextAsync(Path.Combine(linked, "deep", "b.txt"), "2", TestContext.Current.CancellationToken);

        var made = await bed.RecordAsync(folder: Path.Combine(linked, "deep"));

        Assert.Equal([".gitignore", "a.txt", "deep/b.txt"], Names(bed, made!));
        Assert.Equal((linked, "refs/heads/side"), (made!.Git!.WorkTree, made.Git.Branch));
        Assert.False(bed.Has("deep/b.txt"));
    }

    /// <summary>git takes a file for unchanged when its entry says so and is older than the index; the copy of the index must not look younger.</summary>
    [Fact]
    public async Task File_changed_in_the_moment_the_index_was_written_is_read_again()
    {
        using var bed = new GitBed();
        bed.Git("config", "core.trustctime", "false");
        var (file, index) = (Path.Combine(bed.Repository, "a.txt"), Path.Combine(bed.Repository, ".git", "index"));
        var moment = new DateTime(2026, 11, 26, 9, 0, 0, DateTimeKind.Utc);
        bed.Write("a.txt", "1");
        File.SetLastWriteTimeUtc(file, moment);
        bed.CommitAll();
        bed.Write("a.txt", "2");
        File.SetLastWriteTimeUtc(file, moment);
        File.SetLastWriteTimeUtc(index, moment);

        var made = await bed.TakeAsync();

        Assert.Equal("2", bed.Git("show", $"{made.Git!.Commit}:a.txt"));
    }

    [Fact]
    public async Task Prompts_answers_and_keys_are_in_no_record()
    {
        using var bed = new GitBed();
        var environment = new Dictionary<string, string> { ["ANTHROPIC_API_KEY"] = "sk-ant-SECRET", ["ANTHROPIC_BASE_URL"] = "https://h.example/?k=SECRET", ["CLAUDE_CODE_MESSAGING_TOKEN"] = "SECRET" };
        foreach (var name in new[] { "UserPromptSubmit", "Stop", "StopFailure" })
        {
            var told = ClientEvent.Read(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
                new { hook_event_name = name, session_id = GitBed.Session, cwd = bed.Repository, prompt = "SECRET", last_assistant_message = "SECRET", error = "SECRET", error_details = "SECRET" }));
            await new CheckpointRecorder(bed.Folder, bed.Options, TimeProvider.System).RecordAsync(told!, environment, TestContext.Current.CancellationToken);
        }

        var files = Directory.EnumerateFiles(bed.Home, "*", SearchOption.AllDirectories).ToArray();
        Assert.Contains(files, static file => file.EndsWith("failure.json", StringComparison.Ordinal));
        Assert.All(files, static file => Assert.DoesNotContain("SECRET", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hooks_and_variables_of_a_git_around_us_do_nothing()
    {
        using var bed = new GitBed();
        bed.Write("a.txt", "1");
        foreach (var hook in new[] { "post-index-change", "reference-transaction", "pre-commit", "post-commit" })
        {
            var path = Path.Combine(bed.Repository, ".git", "hooks", hook);
            File.WriteAllText(path, $"#!/bin/sh\ntouch '{bed.Home}/ran'\n");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        await bed.TakeAsync();

        Assert.False(File.Exists(Path.Combine(bed.Home, "ran")));
    }

    [Fact]
    public async Task Old_checkpoints_go_and_their_refs_with_them()
    {
        using var bed = new GitBed();
        bed.Options.MostPerSession = 2;
        for (var i = 1; i <= 4; i++)
        {
            bed.Write("a.txt", $"{i}");
            await bed.TakeAsync();
        }

        await new CheckpointPruning(bed.Folder, bed.Options, TimeProvider.System).PruneAsync(GitBed.Session, TestContext.Current.CancellationToken);

        Assert.Equal([3, 4], bed.Folder.List(GitBed.Session).Select(static one => one.Number));
        Assert.Equal(
            [$"refs/coxswain/checkpoints/{GitBed.Session}/3", $"refs/coxswain/checkpoints/{GitBed.Session}/4"],
            bed.Git("for-each-ref", "--format=%(refname)", "refs/coxswain").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Records_are_their_owners_alone_and_a_broken_one_is_as_if_it_were_not_there()
    {
        using var bed = new GitBed();
        await bed.TakeAsync();
        var made = await bed.RecordAsync("Stop");
        var file = Path.Combine(bed.Home, "data", "checkpoints", GitBed.Session, "1.json");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
        Assert.Equal(CheckpointReason.Stop, made!.Reason);
        foreach (var broken in new[] { "", "{", "null", "[]", "{\"sessionId\":\"x\",\"number\":1}" })
        {
            await File.WriteAllTextAsync(file, broken, TestContext.Current.CancellationToken);
            Assert.Equal([2], bed.Folder.List(GitBed.Session).Select(static one => one.Number));
        }
    }

    private static string[] Names(GitBed bed, Checkpoint made)
        => bed.Git("ls-tree", "-r", "-z", "--name-only", made.Git!.Commit).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
