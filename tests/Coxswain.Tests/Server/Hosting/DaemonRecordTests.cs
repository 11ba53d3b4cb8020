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
    public void Broken_file_names_no_daemon(string text)
    {
        File.WriteAllText(Folder.DaemonFile, text);

        Assert.Null(DaemonRecord.Read(Folder));
    }

    [Fact]
    public void Without_a_file_there_is_no_daemon() => Assert.Null(DaemonRecord.Read(Folder));

    public void Dispose() => _temporary.Dispose();
}
