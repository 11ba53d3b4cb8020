namespace Coxswain.Tests.Server.Checkpoints;

public sealed class CheckpointRestoringTests
{
    [Fact]
    public async Task Files_come_back_index_and_branch_stay_and_the_undo_brings_everything_else_back()
    {
        using var bed = new GitBed();
        bed.Write(".gitignore", "*.log\n");
        bed.Write("a.txt", "1");
        bed.Write("dir/b.txt", "1");
        bed.CommitAll();
        bed.Write("a.txt", "2");
        bed.Write("new.txt", "n");
        var then = bed.Files();
        var made = await bed.TakeAsync();
        bed.Write("a.txt", "3");
        bed.Write("later/c.txt", "c");
        File.Delete(Path.Combine(bed.Repository, "new.txt"));
        File.Delete(Path.Combine(bed.Repository, "dir", "b.txt"));
        bed.Git("add", "later/c.txt");
        bed.CommitAll();
        bed.Write("a.txt", "uncommitted");
        var (before, head, index) = (bed.Files(), bed.Git("rev-parse", "HEAD"), File.ReadAllBytes(Path.Combine(bed.Repository, ".git", "index")));

        var would = await bed.RestoreAsync(made, isDryRun: true);
        Assert.Equal("would_restore", would.Outcome);
        Assert.Equal(before, bed.Files());
        Assert.Single(bed.Folder.List(GitBed.Session));

        var report = await bed.RestoreAsync(made);

        Assert.Equal("restored", report.Outcome);
        Assert.Equal(["a.txt", "dir/b.txt", "new.txt"], report.Written.Order());
        Assert.Equal(["later/c.txt"], report.Deleted);
        Assert.Equal(then, bed.Files());
        Assert.False(Directory.Exists(Path.Combine(bed.Repository, "later")));
        Assert.Equal(head, bed.Git("rev-parse", "HEAD"));
        Assert.Equal(index, File.ReadAllBytes(Path.Combine(bed.Repository, ".git", "index")));

        await bed.RestoreAsync(bed.Folder.Find(GitBed.Session, 2)!);
        Assert.Equal(before, bed.Files());
        Assert.Equal("unchanged", (await bed.RestoreAsync(bed.Folder.Find(GitBed.Session, 2)!)).Outcome);
    }

    [Theory]
    [InlineData("x.log")]
    [InlineData("x.log/inner")]
    public async Task Ignored_file_in_the_way_stops_everything(string name)
    {
        using var bed = new GitBed();
        bed.Write("x.log", "tracked then");
        bed.Write("a.txt", "1");
        var made = await bed.TakeAsync();
        File.Delete(Path.Combine(bed.Repository, "x.log"));
        bed.Write(".gitignore", "x.log\n");
        bed.Write(name, "precious");
        bed.Write("a.txt", "2");
        var before = bed.Files();

        var report = await bed.RestoreAsync(made);

        Assert.Equal("refused", report.Outcome);
        Assert.Equal([name], report.Blocked.Select(static one => one.Path));
        Assert.Equal(before, bed.Files());
    }

    [Fact]
    public async Task Ignored_file_where_a_folder_has_to_be_stops_everything()
    {
        using var bed = new GitBed();
        bed.Write("out/a.txt", "1");
        var made = await bed.TakeAsync();
        Directory.Delete(Path.Combine(bed.Repository, "out"), recursive: true);
        bed.Write(".git/info/exclude", "out\n");
        bed.Write("out", "precious");

        var report = await bed.RestoreAsync(made);

        Assert.Equal("refused", report.Outcome);
        Assert.Equal(["out"], report.Blocked.Select(static one => one.Path));
        Assert.Equal("precious", bed.Read("out"));
    }

    [Fact]
    public async Task What_the_checkpoint_left_out_stays_as_it_is()
    {
        using var bed = new GitBed();
        bed.Write("large", "committed");
        bed.CommitAll();
        bed.Options.LargestFileBytes = 100;
        bed.Write("large", new string('x', 200));
        bed.Write("large too", new string('x', 200));
        bed.Write("a.txt", "1");
        var made = await bed.TakeAsync();
        bed.Write("large", "small now");
        bed.Write("a.txt", "2");

        var report = await bed.RestoreAsync(made);

        Assert.Equal(["a.txt"], report.Written);
        Assert.Empty(report.Deleted);
        Assert.Equal(["large", "large too"], report.Skipped.Select(static one => one.Path).Order());
        Assert.Equal("small now", bed.Read("large"));
        Assert.True(bed.Has("large too"));
    }

    [Fact]
    public async Task File_that_became_a_folder_and_link_that_leads_out_are_put_back_without_following()
    {
        using var bed = new GitBed();
        bed.Write("a", "file");
        bed.Write("b/c.txt", "inner");
        var made = await bed.TakeAsync();
        File.Delete(Path.Combine(bed.Repository, "a"));
        bed.Write("a/x.txt", "x");
        Directory.Delete(Path.Combine(bed.Repository, "b"), recursive: true);
        var outside = Path.Combine(bed.Home, "outside");
        Directory.CreateDirectory(outside);
        await File.WriteAllTextAsync(Path.Combine(outside, "c.txt"), "theirs", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(bed.Repository, "b"), outside);

        Assert.Equal("restored", (await bed.RestoreAsync(made)).Outcome);

        Assert.Equal("file", bed.Read("a"));
        Assert.Equal("inner", bed.Read("b/c.txt"));
        Assert.Null(new FileInfo(Path.Combine(bed.Repository, "b")).LinkTarget);
        Assert.Equal("theirs", await File.ReadAllTextAsync(Path.Combine(outside, "c.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Commit_that_is_gone_and_checkpoint_without_files_are_refused_with_the_reason()
    {
        using var bed = new GitBed();
        bed.Write("a.txt", "1");
        var made = await bed.TakeAsync();
        var gone = made with { Git = made.Git! with { Commit = new string('1', 40) } };

        Assert.Contains("does not have the checkpoint's commit", (await Assert.ThrowsAsync<IOException>(() => bed.RestoreAsync(gone))).Message, StringComparison.Ordinal);
        Assert.Contains("why not", (await Assert.ThrowsAsync<IOException>(() => bed.RestoreAsync(made with { Git = null, GitNote = "why not" }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_series_of_changes_is_undone_by_restoring_and_redone_by_undoing()
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            using var bed = new GitBed();
            var random = new Random(seed);
            Change(bed, random);
            if (seed % 2 == 0)
            {
                bed.CommitAll();
            }

            Change(bed, random);
            var then = bed.Files();
            var made = await bed.TakeAsync();
            Change(bed, random);
            if (seed % 3 == 0)
            {
                bed.Git("add", "-A");
            }

            var before = bed.Files();
            var report = await bed.RestoreAsync(made);

            Assert.True(report.Outcome is "restored" or "unchanged", $"seed {seed}: {report.Outcome}");
            Assert.Equal(then, bed.Files());
            if (report.Undo is not null)
            {
                await bed.RestoreAsync(bed.Folder.Find(GitBed.Session, 2)!);
                Assert.Equal(before, bed.Files());
            }
        }
    }

    // Names that are files here and folders there, links among them.
    private static void Change(GitBed bed, Random random)
    {
        for (var i = 0; i < 8; i++)
        {
            var name = string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => "abc ü"[random.Next(3)..][..1] + (random.Next(4) == 0 ? " ü" : "")));
            var path = Path.Combine(bed.Repository, name);
            Clear(bed.Repository, name);
            switch (random.Next(4))
            {
                case 0:
                    break;
                case 1:
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    File.CreateSymbolicLink(path, random.Next(2) == 0 ? "/nowhere" : "a");
                    break;
                default:
                    bed.Write(name, new string((char)('a' + random.Next(26)), random.Next(1, 50)));
                    break;
            }
        }
    }

    private static void Clear(string repository, string name)
    {
        var parts = name.Split('/');
        for (var i = 1; i <= parts.Length; i++)
        {
            var path = Path.Combine(repository, string.Join('/', parts[..i]));
            if (new FileInfo(path) is var file && (file.LinkTarget is not null || file.Exists))
            {
                File.Delete(path);
            }
            else if (i == parts.Length && Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }
}
