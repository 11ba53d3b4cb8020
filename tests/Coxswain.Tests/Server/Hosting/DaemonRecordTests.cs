using System.Diagnostics;
using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting;
using Coxswain.Testing.Processes;

namespace Coxswain.Tests.Server.Hosting;

public sealed class DaemonRecordTests : IDisposable
{
    private static readonly DaemonRecord Record =
        new(4711, "0.1.0", new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), "http://127.0.0.1:7420", "http://127.0.0.1:4318", "http://127.0.0.1:4317", "http://127.0.0.1:7421", "token \"with\" ü");

    private readonly TemporaryFolder _temporary = new();

    private DataFolder Folder => new(_temporary.Path);

    [Fact]
    public void What_the_daemon_wrote_is_read_back()
    {
        Record.Write(Folder);

        Assert.Equal(Record, DaemonRecord.Read(Folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"pid":1}""")]
    [InlineData("""{"pid":"x","version":"","startedUtc":"2026-11-22T12:00:00Z","api":"","otlpHttp":"","otlpGrpc":"","gateway":"","token":""}""")]
    [InlineData("""{"pid":1,"version":"","startedUtc":"noon","api":"","otlpHttp":"","otlpGrpc":"","gateway":"","token":""}""")]
    [InlineData("""{"pid":1,"version":"","startedUtc":"2026-11-22T12:00:00Z","api":"","otlpHttp":"","otlpGrpc":"","gateway":"","token":null}""")]
    [InlineData("""{"pid":1,"version":"","startedUtc":"2026-11-22T12:00:00Z","api":"","otlpHttp":"","otlpGrpc":"","gateway":"","token":"of two\nlines"}""")]
    public void Broken_file_names_no_daemon(string text)
    {
        File.WriteAllText(Folder.DaemonFile, text);

        Assert.Null(DaemonRecord.Read(Folder));
    }

    [Fact]
    public void Without_a_file_there_is_no_daemon() => Assert.Null(DaemonRecord.Read(Folder));

    [Fact]
    public void Daemon_is_the_one_that_holds_the_folder()
    {
        var own = Record with { Pid = Environment.ProcessId };
        own.Write(Folder);
        using (FolderLock.Take(Folder))
        {
            Assert.Equal(own, DaemonRecord.Find(Folder));
            Record.Write(Folder);
            Assert.Null(DaemonRecord.Find(Folder));
        }
    }

    [Fact]
    public void Process_that_does_not_hold_the_folder_is_no_daemon()
    {
        // Another process, and one that makes the lock's file: tests beside this one have folders of their own locked, and their children inherit open files until they run their own program.
        using var other = Process.Start("sleep", "60");
        (Record with { Pid = other.Id }).Write(Folder);
        WriteOwner(other.Id);
        using (var touch = Process.Start("touch", [Folder.LockFile]))
        {
            touch.WaitForExit();
        }

        Assert.Null(DaemonRecord.Find(Folder));
        other.Kill();
    }

    [Fact]
    public void Process_of_another_container_is_believed_while_somebody_holds_the_folder()
    {
        Record.Write(Folder);
        using (FolderLock.Take(Folder))
        {
            WriteOwner(Record.Pid);
            Assert.Equal(Record, DaemonRecord.Find(Folder));
        }
    }

    private void WriteOwner(int pid) => File.WriteAllText(Folder.LockFile + ".pid", pid.ToString(CultureInfo.InvariantCulture));

    public void Dispose() => _temporary.Dispose();
}
