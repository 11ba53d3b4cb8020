using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting;
using Coxswain.Testing.Processes;
using Microsoft.Data.Sqlite;

namespace Coxswain.Tests.Server.Hosting;

public sealed class FolderAccessTests : IDisposable
{
    private const string NoDisk = "Needs a file system of its own: root on Linux.";
    private readonly TemporaryFolder _home = new();

    [Fact]
    public void Folder_in_use_is_told_with_its_owner()
    {
        var folder = new DataFolder(_home.Combine("data"));
        using var mine = FolderLock.Take(folder);

        var problem = Assert.Throws<FolderLockedException>(() => FolderLock.Take(folder));

        Assert.Equal(Environment.ProcessId, problem.Pid);
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.Root), static file => file.Contains("write-test", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/below/it")]
    public void File_in_the_folders_place_is_named(string place)
    {
        File.WriteAllText(_home.Combine("file"), "");

        var problem = Assert.Throws<FolderUnusableException>(() => FolderLock.Take(new DataFolder(_home.Combine(place.Split('/')))));

        Assert.Contains($"{_home.Combine("file")} is a file. Move that file away, or choose another folder with --data", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Place_where_nothing_can_be_made_is_told_in_our_words()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "Linux only.");

        var problem = Assert.Throws<FolderUnusableException>(() => FolderLock.Take(new DataFolder("/proc/nope")));

        Assert.StartsWith("The data folder /proc/nope cannot be made: nothing can be created at that place.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_only_file_system_is_told_as_such_and_not_as_a_lock()
    {
        using var disk = SmallDisk.TryMount(4);
        Assert.SkipWhen(disk is null, NoDisk);
        FolderLock.Take(new DataFolder(disk.Path)).Dispose();
        disk.MakeReadOnly();

        foreach (var place in new[] { disk.Path, Path.Combine(disk.Path, "new") })
        {
            var problem = Assert.Throws<FolderUnusableException>(() => FolderLock.Take(new DataFolder(place)));
            Assert.Contains("mounted read-only", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Full_disk_is_told_with_what_is_free_and_cured_by_room()
    {
        using var disk = SmallDisk.TryMount(4);
        Assert.SkipWhen(disk is null, NoDisk);
        disk.Fill();

        var problem = Assert.Throws<FolderUnusableException>(() => FolderLock.Take(new DataFolder(disk.Path)));
        Assert.Contains("is full (0 bytes are free): make room", problem.Message, StringComparison.Ordinal);

        disk.Resize(8);
        FolderLock.Take(new DataFolder(disk.Path)).Dispose();
    }

    [Theory]
    [InlineData(13, "is full")]
    [InlineData(8, "read-only")]
    [InlineData(14, "cannot be opened")]
    [InlineData(10, "Check the disk")]
    public void What_the_state_file_meets_is_told_too(int code, string expected)
        => Assert.Contains(expected, FolderAccess.Explain(new DataFolder(_home.Path), new SqliteException("said", code))?.Message, StringComparison.Ordinal);

    [Fact]
    public void Failure_of_something_else_is_not_explained_by_the_folder()
    {
        Assert.Null(FolderAccess.Explain(new DataFolder(_home.Path), new IOException("no connection")));
        Assert.Null(FolderAccess.Explain(new DataFolder(_home.Path), new InvalidOperationException(_home.Path)));
        Assert.Contains(Environment.UserName, FolderAccess.Explain(new DataFolder(_home.Path), new UnauthorizedAccessException("denied"))?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_in_the_folder_alone_is_explained_by_it_whatever_its_words()
    {
        Assert.Contains($"{_home.Path} cannot be used: said", FolderAccess.ExplainOwn(new DataFolder(_home.Path), new IOException("said"))?.Message, StringComparison.Ordinal);
        Assert.Null(FolderAccess.Explain(new DataFolder(_home.Path), new IOException($"{_home.Path} said")));
        Assert.Null(FolderAccess.ExplainOwn(new DataFolder(_home.Path), new InvalidOperationException("said")));
    }

    public void Dispose() => _home.Dispose();
}
